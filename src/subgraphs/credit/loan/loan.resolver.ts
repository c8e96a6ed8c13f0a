import { Arg, Ctx, FieldResolver, Float, ID, Query, Resolver, Root } from 'type-graphql';
import { monthsBetween } from '../../../platform/calendar.ts';
import { todayUtc } from '../../../platform/clock.ts';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { requireRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import { listSize } from '../../../platform/graphql/limit.directives.ts';
import { DateScalar } from '../../../platform/graphql/scalars.ts';
import { CovenantBreach, CovenantThresholdsInput } from '../analytics/covenants/covenants.type.ts';
import { portfolioByIdLoader } from '../portfolio/portfolio.loaders.ts';
import { Portfolio } from '../portfolio/portfolio.type.ts';
import { snapshotsByLoanKeyLoader } from '../rating/rating-history.loaders.ts';
import { RatingHistory } from '../rating/rating-history.type.ts';
import { covenantBreaches } from './covenants.ts';
import { loanByIdLoader } from './loan.loaders.ts';
import { Loan } from './loan.type.ts';

@Resolver(() => Loan)
export class LoanResolver {
  @Query(() => Loan, {
    nullable: true,
    description: 'The loan with this id; null where there is none that the viewer may read.',
  })
  loan(
    @Arg('id', () => ID, { description: 'Its public id.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Loan | null> {
    requireRowKey('Loan', id);
    return load(context, loanByIdLoader, id);
  }

  @FieldResolver(() => Portfolio, { description: 'The portfolio that holds it.' })
  portfolio(@Root() loan: Loan, @Ctx() context: GraphContext): Promise<Portfolio | null> {
    return load(context, portfolioByIdLoader, toGlobalId('Portfolio', loan.portfolioKey));
  }

  @listSize({ assumedSize: 20 })
  @FieldResolver(() => [RatingHistory], { description: 'Its grades over time, the oldest first.' })
  ratingHistory(
    @Root() loan: Loan,
    @Arg('from', () => DateScalar, { nullable: true, description: 'On this day or later.' }) from:
      | string
      | null,
    @Arg('to', () => DateScalar, { nullable: true, description: 'On this day or earlier.' }) to:
      | string
      | null,
    @Ctx() context: GraphContext,
  ): Promise<RatingHistory[]> {
    return load(context, snapshotsByLoanKeyLoader, { parentKey: loan.key, args: { from, to } });
  }

  @FieldResolver(() => Float, {
    description: 'Days from `asOf` to its maturity / 365.25 · 12; negative for a loan that is past it.',
  })
  monthsToMaturity(
    @Root() loan: Loan,
    @Arg('asOf', () => DateScalar, { nullable: true, description: 'Today in UTC unless given.' }) asOf:
      | string
      | null,
    @Ctx() context: GraphContext,
  ): number {
    return monthsBetween(asOf ?? todayUtc(context.clock), loan.maturityDate);
  }

  @listSize({ assumedSize: 3 })
  @FieldResolver(() => [CovenantBreach], {
    description: 'The covenants that it breaches; a missing ratio is untested.',
  })
  covenantBreaches(
    @Root() loan: Loan,
    @Arg('thresholds', () => CovenantThresholdsInput, {
      nullable: true,
      description: 'The defaults unless given.',
    })
    thresholds: CovenantThresholdsInput | null,
  ): CovenantBreach[] {
    return covenantBreaches(loan, thresholds ?? {});
  }
}
