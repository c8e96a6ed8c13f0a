import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../../../../platform/graphql/scalars.ts';
import { CreditRatingScalar } from '../../rating/credit-rating.scalar.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';

@ObjectType({ description: 'The loans that share the same keys.' })
export class BreakdownGroup {
  @Field(() => [String], {
    nullable: 'items',
    description: 'In the order of `by`; null where the value is missing.',
  })
  keys!: (string | null)[];

  @Field(() => Int, { description: 'How many loans.' })
  loanCount!: number;

  @Field(() => Int, { description: 'How many borrowers.' })
  borrowerCount!: number;

  @Field(() => Int, { description: 'How many loans are PERFORMING.' })
  performingCount!: number;

  @Field(() => DecimalScalar, { description: 'The sum of the amounts, money at 2 places.' })
  exposure!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Of the exposure of all groups, shown or not; a fraction.',
  })
  share!: number | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The plain mean of the rates, percent a year at 4 places.',
  })
  averageRate!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The mean of the rates weighted by amount, percent a year at 4 places.',
  })
  weightedAverageRate!: string | null;

  @Field(() => CreditRatingScalar, {
    nullable: true,
    description:
      'The grade whose rating factor is nearest to the mean of them weighted by amount, a tie to the worse. Null without a loan that has a grade.',
  })
  averageRating!: CreditRating | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'One-year probability of default weighted by amount, over rated loans, a fraction. Null without one.',
  })
  averagePd!: number | null;

  @Field(() => DecimalScalar, { description: 'ΣE·PD·LGD over rated loans, money at 2 places.' })
  expectedLoss!: string;

  @Field(() => DecimalScalar, {
    description: "ΣE·weight over rated loans, by the tenant's own weights; money at 2 places.",
  })
  riskWeightedAssets!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'Months (365.25 / 12 days) to maturity weighted by amount, over loans not matured on asOf. Null without one.',
  })
  weightedAverageMaturityMonths!: number | null;

  @Field(() => Int, { description: 'Loans that breach a covenant at the default thresholds.' })
  loansInBreach!: number;
}

@ObjectType({ description: 'The loans in groups.' })
export class Breakdown {
  @Field(() => Int, { description: 'How many groups there are, shown or not.' })
  groupCount!: number;

  @Field(() => [BreakdownGroup], { description: 'The first groups, as many as `first` says.' })
  groups!: BreakdownGroup[];
}
