import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listSize } from '../../../../platform/graphql/limit.directives.ts';
import { DecimalScalar } from '../../../../platform/graphql/scalars.ts';
import { CreditRatingScalar } from '../../rating/credit-rating.scalar.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';

@ObjectType({ description: 'The loans of a sector.' })
export class SectorCount {
  @Field(() => String, { description: 'The sector.' })
  sector!: string;

  @Field(() => Int, { description: 'How many loans are in it.' })
  count!: number;

  @Field(() => DecimalScalar, { description: 'The sum of their amounts, money at 2 places.' })
  exposure!: string;
}

@ObjectType({
  description:
    'The selected loans in figures. Of an empty selection, counts and sums are 0 and everything else is null.',
})
export class PortfolioSummary {
  @Field(() => Int, { description: 'How many loans.' })
  totalLoans!: number;

  @Field(() => Int, {
    description: 'How many borrowers; one of the same name in several portfolios counts once.',
  })
  borrowerCount!: number;

  @Field(() => Int, { description: 'How many sectors.' })
  sectorCount!: number;

  @Field(() => DecimalScalar, { description: 'The sum of the amounts, money at 2 places.' })
  totalExposure!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'totalExposure / totalLoans, money at 2 places.',
  })
  averageAmount!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The smallest amount, money at 2 places.' })
  minAmount!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The largest amount, money at 2 places.' })
  maxAmount!: string | null;

  @Field(() => DecimalScalar, {
    description: "A year's interest: the sum of amount · rate / 100, money at 2 places.",
  })
  annualInterest!: string;

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
      'The grade whose rating factor is nearest to weightedAverageRatingFactor, a tie to the worse. Null without a loan that has a grade.',
  })
  averageRating!: CreditRating | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "WARF: the mean of Moody's rating factors (AAA 1 … CC, C and D 10,000) weighted by amount, over loans with a grade. Null without one.",
  })
  weightedAverageRatingFactor!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The mean of the months (365.25 / 12 days) from asOf to maturity weighted by amount, over loans not matured on asOf. Null without one.',
  })
  weightedAverageMaturityMonths!: number | null;

  @Field(() => Int, {
    description: 'Loans that matured before asOf; one that matures on asOf is not among them.',
  })
  pastMaturityCount!: number;

  @Field(() => Int, { description: 'Loans that are PERFORMING.' })
  performingCount!: number;

  @Field(() => Int, { description: 'Loans that are WATCH_LIST.' })
  watchListCount!: number;

  @Field(() => Int, { description: 'Loans that are NON_PERFORMING.' })
  nonPerformingCount!: number;

  @Field(() => Int, { description: 'Loans that are DEFAULTED.' })
  defaultedCount!: number;

  @listSize({ assumedSize: 20 })
  @Field(() => [SectorCount], {
    description: 'One entry for each sector that has a loan: largest exposure first, ties by name.',
  })
  sectorBreakdown!: SectorCount[];
}
