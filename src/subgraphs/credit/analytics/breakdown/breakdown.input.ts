import { Field, InputType, registerEnumType } from 'type-graphql';
import { Direction, type DirectionName } from '../../../../platform/graphql/direction.type.ts';

export const LoanDimension = {
  SECTOR: 'SECTOR',
  COUNTRY: 'COUNTRY',
  CREDIT_RATING: 'CREDIT_RATING',
  RATING_CLASS: 'RATING_CLASS',
  STATUS: 'STATUS',
  BORROWER: 'BORROWER',
  BORROWER_GROUP: 'BORROWER_GROUP',
  MATURITY_YEAR: 'MATURITY_YEAR',
  MATURITY_BUCKET: 'MATURITY_BUCKET',
  PORTFOLIO: 'PORTFOLIO',
} as const;

registerEnumType(LoanDimension, {
  name: 'LoanDimension',
  description: 'What loans can be grouped by.',
  valuesConfig: {
    SECTOR: { description: 'The sector.' },
    COUNTRY: { description: 'The country; null where it is missing.' },
    CREDIT_RATING: { description: 'The grade; null where it is missing.' },
    RATING_CLASS: {
      description: 'Investment Grade (BBB- or better), BB, B, CCC and below, or Unrated: without a grade.',
    },
    STATUS: { description: 'The status.' },
    BORROWER: { description: 'The borrower.' },
    BORROWER_GROUP: {
      description: 'The borrower group; null where it is missing: all borrowers without one are together.',
    },
    MATURITY_YEAR: { description: 'The year of maturity, YYYY.' },
    MATURITY_BUCKET: {
      description:
        "The bucket of the maturity ladder seen from asOf, by its label; 'past maturity' before it.",
    },
    PORTFOLIO: { description: 'The portfolio, by its id.' },
  },
});

export const BreakdownSort = {
  KEY: 'KEY',
  EXPOSURE: 'EXPOSURE',
  LOAN_COUNT: 'LOAN_COUNT',
  EXPECTED_LOSS: 'EXPECTED_LOSS',
} as const;

registerEnumType(BreakdownSort, {
  name: 'BreakdownSort',
  description: 'What groups can be ordered by.',
  valuesConfig: {
    KEY: {
      description:
        'By their keys, the first one first: grades best first, statuses and buckets in their own order, portfolios oldest first, text by code points. Missing ones are last either way.',
    },
    EXPOSURE: { description: 'By the sum of the amounts.' },
    LOAN_COUNT: { description: 'By the number of loans.' },
    EXPECTED_LOSS: { description: 'By the expected loss.' },
  },
});

@InputType({ description: 'An order of groups; ties by their keys, ascending.' })
export class BreakdownOrder {
  @Field(() => BreakdownSort, { description: 'By what.' })
  by!: keyof typeof BreakdownSort;

  @Field(() => Direction, { nullable: true, defaultValue: 'DESC', description: 'Which way.' })
  direction?: DirectionName | null;
}
