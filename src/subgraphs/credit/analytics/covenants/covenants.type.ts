import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DecimalScalar } from '../../../../platform/graphql/scalars.ts';
import { type Covenant as CovenantName, DEFAULT_THRESHOLDS } from '../../loan/covenants.ts';

export const Covenant: { [Name in CovenantName]: Name } = {
  DEBT_TO_EQUITY: 'DEBT_TO_EQUITY',
  INTEREST_COVERAGE: 'INTEREST_COVERAGE',
  LEVERAGE: 'LEVERAGE',
};

registerEnumType(Covenant, {
  name: 'Covenant',
  description: 'A promise about one of the ratios of a borrower.',
  valuesConfig: {
    DEBT_TO_EQUITY: { description: 'Debt over equity must not be above its limit, nor negative.' },
    INTEREST_COVERAGE: { description: 'Earnings over interest must not be below its limit.' },
    LEVERAGE: { description: 'Debt over earnings must not be above its limit, nor negative.' },
  },
});

@InputType({ description: 'The limits of the covenants; a value at its limit complies.' })
export class CovenantThresholdsInput {
  @Field(() => DecimalScalar, {
    nullable: true,
    defaultValue: DEFAULT_THRESHOLDS.maxDebtToEquity,
    description: 'The highest debt over equity, a ratio. Null means the default.',
  })
  maxDebtToEquity?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    defaultValue: DEFAULT_THRESHOLDS.minInterestCoverage,
    description: 'The lowest interest coverage, a ratio. Null means the default.',
  })
  minInterestCoverage?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    defaultValue: DEFAULT_THRESHOLDS.maxLeverage,
    description: 'The highest leverage, a ratio. Null means the default.',
  })
  maxLeverage?: string | null;
}

@ObjectType({ description: 'A ratio beyond its limit, or a negative one.' })
export class CovenantBreach {
  @Field(() => Covenant, { description: 'Which covenant.' })
  covenant!: CovenantName;

  @Field(() => DecimalScalar, { description: 'The ratio, at 4 places.' })
  value!: string;

  @Field(() => DecimalScalar, { description: 'The limit, at 4 places.' })
  limit!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'What is left up to the limit, as a fraction of it and so negative: (limit − value) / |limit|, sign turned for a minimum; −1 for a negative ratio that has a maximum. Null where the limit is 0.',
  })
  headroom!: number | null;
}

@ObjectType({ description: 'A covenant and a number of loans.' })
export class CovenantCount {
  @Field(() => Covenant, { description: 'Which covenant.' })
  covenant!: CovenantName;

  @Field(() => Int, { description: 'How many loans.' })
  count!: number;
}
