import { registerEnumType } from 'type-graphql';
import { Decimal } from '../../../../platform/decimal.ts';

export const LineageUnit = {
  MONEY: 'MONEY',
  PERCENT: 'PERCENT',
  FRACTION: 'FRACTION',
  MONTHS: 'MONTHS',
  POINTS: 'POINTS',
  COUNT: 'COUNT',
} as const;
export type LineageUnitName = keyof typeof LineageUnit;

registerEnumType(LineageUnit, {
  name: 'LineageUnit',
  description: 'What a number is measured in, and to how many decimal places lineage shows it.',
  valuesConfig: {
    MONEY: { description: "Money in the portfolio's currency, at 2 places." },
    PERCENT: { description: 'Percent a year, at 4 places.' },
    FRACTION: { description: 'A fraction or an index, at 10 places.' },
    MONTHS: { description: 'Months of 365.25 / 12 days, at 10 places.' },
    POINTS: { description: 'Points of a score or rating factor, at 10 places.' },
    COUNT: { description: 'A number of loans, breaches or moves.' },
  },
});

const PLACES: Record<LineageUnitName, number> = {
  MONEY: 2,
  PERCENT: 4,
  FRACTION: 10,
  MONTHS: 10,
  POINTS: 10,
  COUNT: 0,
};

/** Rounded half-even to the places of its unit. */
export const inUnit = (value: Decimal | string, unit: LineageUnitName): string =>
  new Decimal(value).toFixed(PLACES[unit]);
