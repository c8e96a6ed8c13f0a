import { registerEnumType } from 'type-graphql';

export const ImportErrorPolicy = {
  SKIP_INVALID_ROWS: 'SKIP_INVALID_ROWS',
  REJECT_ALL: 'REJECT_ALL',
} as const;

registerEnumType(ImportErrorPolicy, {
  name: 'ImportErrorPolicy',
  description: 'What a row with an error does to the other rows.',
  valuesConfig: {
    SKIP_INVALID_ROWS: { description: 'Nothing: rows without an error are imported.' },
    REJECT_ALL: { description: 'With one error or more, no row is imported.' },
  },
});

export const DuplicatePolicy = { REJECT_ROW: 'REJECT_ROW', UPDATE: 'UPDATE' } as const;
export type DuplicatePolicyName = keyof typeof DuplicatePolicy;

registerEnumType(DuplicatePolicy, {
  name: 'DuplicatePolicy',
  description: 'What becomes of a row for something that the portfolio holds already.',
  valuesConfig: {
    REJECT_ROW: { description: 'It is an error of the row.' },
    UPDATE: { description: 'The row replaces the values of the columns that the file has.' },
  },
});
