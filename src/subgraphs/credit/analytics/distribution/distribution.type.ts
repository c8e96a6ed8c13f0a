import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DecimalScalar } from '../../../../platform/graphql/scalars.ts';

export const LoanMeasure = {
  AMOUNT: 'AMOUNT',
  RATE: 'RATE',
  MONTHS_TO_MATURITY: 'MONTHS_TO_MATURITY',
  DEBT_TO_EQUITY: 'DEBT_TO_EQUITY',
  INTEREST_COVERAGE: 'INTEREST_COVERAGE',
  LEVERAGE: 'LEVERAGE',
  PD: 'PD',
} as const;

registerEnumType(LoanMeasure, {
  name: 'LoanMeasure',
  description: 'A number that loans have; those without it are in no bucket.',
  valuesConfig: {
    AMOUNT: { description: "The amount, money in the portfolio's currency." },
    RATE: { description: 'The rate, percent a year.' },
    MONTHS_TO_MATURITY: {
      description: 'Months (365.25 / 12 days) from asOf to maturity, negative for a loan that is past it.',
    },
    DEBT_TO_EQUITY: { description: 'Debt over equity, a ratio.' },
    INTEREST_COVERAGE: { description: 'Earnings over interest, a ratio.' },
    LEVERAGE: { description: 'Debt over earnings, a ratio.' },
    PD: { description: 'One-year probability of default, a fraction; rated loans have one.' },
  },
});

@ObjectType({
  description:
    'The loans whose value is at least `from` and below `to`; the last bucket holds the largest value too. Where all values are the same, `from` is `to`.',
})
export class HistogramBucket {
  @Field(() => Float, { description: 'Where it starts, in the unit of the measure.' })
  from!: number;

  @Field(() => Float, { description: 'Where it ends.' })
  to!: number;

  @Field(() => Int, { description: 'How many loans.' })
  loanCount!: number;

  @Field(() => DecimalScalar, { description: 'The sum of their amounts, money at 2 places.' })
  exposure!: string;
}
