import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../../../../platform/graphql/scalars.ts';
import { CreditRatingScalar } from '../../rating/credit-rating.scalar.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';

@ObjectType({
  description:
    "What may be lost to defaults within a year, from the tenant's default rates (PD, LGD and EAD as in Basel II). Unrated loans, those without a grade or with one that the table lacks, are counted apart, never taken as free of risk.",
})
export class DefaultRisk {
  @Field(() => Float, {
    nullable: true,
    description:
      'One-year probability of default, a fraction: ΣE·PD / ΣE over rated loans. Null without one.',
  })
  portfolioPd!: number | null;

  @Field(() => DecimalScalar, {
    description:
      'ΣE·PD·LGD over rated loans within a year, money at 2 places; LGD is 1 − recovery. Not an IFRS 9 allowance.',
  })
  expectedLoss!: string;

  @Field(() => DecimalScalar, {
    description: "ΣE·weight over rated loans, by the tenant's own risk weights; money at 2 places.",
  })
  riskWeightedAssets!: string;

  @Field(() => DecimalScalar, {
    description:
      'ΣE·K(PD, LGD) over rated loans, money at 2 places: the capital of the Basel IRB approach for corporates with M = 2.5 and PD at least 0.0003; K is 0 where PD is 1 (BCBS128 ¶272).',
  })
  unexpectedLoss!: string;

  @Field(() => DecimalScalar, { description: '12.5 · unexpectedLoss, money at 2 places (BCBS128 ¶272).' })
  irbRiskWeightedAssets!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'The mean of the recovery rates weighted by amount, over rated loans, a fraction. Null without one.',
  })
  averageRecoveryRate!: number | null;

  @Field(() => Int, { description: 'How many loans are unrated.' })
  unratedCount!: number;

  @Field(() => DecimalScalar, { description: 'The sum of their amounts, money at 2 places.' })
  unratedExposure!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Rated exposure / total exposure, a fraction. Null of an empty selection.',
  })
  coverage!: number | null;
}

@ObjectType({
  description:
    'A rated loan with its expected loss. `loan` is the stored loan; the other fields are the values as computed, shocks included.',
})
export class RiskyLoan {
  @Field(() => String, { description: "The lender's own number." })
  loanId!: string;

  @Field(() => String, { description: 'Who owes it.' })
  borrower!: string;

  @Field(() => DecimalScalar, { description: 'Its amount, money at 2 places.' })
  exposure!: string;

  @Field(() => CreditRatingScalar, { nullable: true, description: 'Its grade.' })
  creditRating!: CreditRating | null;

  @Field(() => Float, { description: 'One-year probability of default, a fraction.' })
  pd!: number;

  @Field(() => Float, { description: 'Loss given default, a fraction: 1 − recovery.' })
  lgd!: number;

  @Field(() => DecimalScalar, { description: 'exposure · pd · lgd, money at 2 places.' })
  expectedLoss!: string;
}
