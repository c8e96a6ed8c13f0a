import { Field, Int, ObjectType } from 'type-graphql';
import { listSize } from '../../../../platform/graphql/limit.directives.ts';
import { DateScalar, DecimalScalar } from '../../../../platform/graphql/scalars.ts';
import { CreditRatingScalar } from '../../rating/credit-rating.scalar.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';
import { MigrationPeriod, NotchCount, TransitionRow } from './migration-period.type.ts';

@ObjectType({
  description:
    'How grades moved between snapshots, by the cohort method. Counted per loan and period: upgrades, downgrades, stable and withdrawn sum to observations. A loan in D at the start of a period is not observed.',
})
export class RatingMigration {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first snapshot date used. Null without a period.',
  })
  from!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last snapshot date used. Null without a period.',
  })
  to!: string | null;

  @Field(() => Int, { description: 'Loans and periods that were observed.' })
  observations!: number;

  @Field(() => Int, { description: 'Those with a better grade at the end.' })
  upgrades!: number;

  @Field(() => Int, { description: 'Those with a worse grade at the end, D included.' })
  downgrades!: number;

  @Field(() => Int, { description: 'Those with the same grade at the end.' })
  stable!: number;

  @Field(() => Int, { description: 'Those with NR at the end.' })
  withdrawn!: number;

  @Field(() => Int, { description: 'Those that went from BBB- or better to BB+ or worse, D included.' })
  fallenAngels!: number;

  @Field(() => Int, { description: 'Those that went from BB+ or worse to BBB- or better.' })
  risingStars!: number;

  @Field(() => Int, { description: 'Downgrades to D.' })
  defaults!: number;

  @Field(() => DecimalScalar, {
    description:
      "The sum of the fallen angels' amounts today, money at 2 places; one that falls twice adds its amount twice.",
  })
  fallenAngelExposure!: string;

  @Field(() => [CreditRatingScalar], {
    description: 'All 22 grades, best first: the columns of the matrix.',
  })
  grades!: CreditRating[];

  @listSize({ assumedSize: 22 })
  @Field(() => [TransitionRow], {
    description: 'One row for each starting grade that was observed, best first.',
  })
  transitionMatrix!: TransitionRow[];

  @Field(() => [MigrationPeriod], { description: 'The periods, the earliest first.' })
  periods!: MigrationPeriod[];

  @listSize({ assumedSize: 42 })
  @Field(() => [NotchCount], {
    description: 'How many moves were how long, from the best upgrade down; withdrawals have no length.',
  })
  notchChanges!: NotchCount[];
}
