import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '../../../../platform/graphql/scalars.ts';
import { CreditRatingScalar } from '../../rating/credit-rating.scalar.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';

@ObjectType({
  description:
    'What became of the loans that started in one grade, all periods pooled. counts and probabilities stand in the order of `grades`; the probabilities and withdrawnProbability sum to 1.',
})
export class TransitionRow {
  @Field(() => CreditRatingScalar, { description: 'The grade at the start of a period.' })
  from!: CreditRating;

  @Field(() => Int, { description: 'Loans and periods that started in it.' })
  observations!: number;

  @Field(() => [Int], { description: 'How many of them ended in each grade.' })
  counts!: number[];

  @Field(() => [Float], { description: 'counts / observations, fractions.' })
  probabilities!: number[];

  @Field(() => Int, { description: 'How many of them ended in NR.' })
  withdrawnCount!: number;

  @Field(() => Float, { description: 'withdrawnCount / observations, a fraction.' })
  withdrawnProbability!: number;
}

@ObjectType({
  description:
    'The moves between two consecutive snapshot dates. upgrades, downgrades, stable and withdrawn sum to observations.',
})
export class MigrationPeriod {
  @Field(() => DateScalar, { description: 'The snapshot date at its start.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The snapshot date at its end.' })
  to!: string;

  @Field(() => Float, { description: 'How long it is: days / 30.4375.' })
  months!: number;

  @Field(() => Int, {
    description: 'Loans with a grade other than D at its start that have a snapshot at its end.',
  })
  observations!: number;

  @Field(() => Int, { description: 'Those with a better grade at its end.' })
  upgrades!: number;

  @Field(() => Int, { description: 'Those with a worse grade at its end, D included.' })
  downgrades!: number;

  @Field(() => Int, { description: 'Those with the same grade at its end.' })
  stable!: number;

  @Field(() => Int, { description: 'Those with NR at its end.' })
  withdrawn!: number;

  @Field(() => Int, { description: 'Those that went from BBB- or better to BB+ or worse, D included.' })
  fallenAngels!: number;

  @Field(() => Int, { description: 'Those that went from BB+ or worse to BBB- or better.' })
  risingStars!: number;
}

@ObjectType({ description: 'How many moves were this long.' })
export class NotchCount {
  @Field(() => Int, { description: 'Notches down are positive, up negative; 0 is unchanged.' })
  notches!: number;

  @Field(() => Int, { description: 'How many loans and periods.' })
  count!: number;
}
