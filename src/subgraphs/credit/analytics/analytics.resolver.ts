import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import { Portfolio } from '../portfolio/portfolio.type.ts';
import { AnalyticsArgs, ManyPortfoliosArgs } from './analytics.args.ts';
import { Analytics } from './analytics.type.ts';
import { selectPortfolios } from './selected-portfolios.ts';
import { type Selection, selectLoans } from './selection.ts';

/** Where analytics begin. The answer only says which loans are meant; its fields compute. */
@Resolver(() => Portfolio)
export class AnalyticsResolver {
  @FieldResolver(() => Analytics, {
    description:
      'Each number is computed only if asked for. filter selects, then scenario (what-if: nothing is stored) changes, then asOf sets the clock: it does not bring back old balances.',
  })
  analytics(
    @Root() { key, currency }: Pick<Portfolio, 'key' | 'currency'>,
    @Args(() => AnalyticsArgs) args: AnalyticsArgs,
    @Ctx() context: GraphContext,
  ): Promise<Selection> {
    return selectLoans({ portfolioKeys: [key], currency }, args, context);
  }

  @Query(() => Analytics, {
    name: 'analytics',
    description:
      'The same numbers over several portfolios of one currency. NOT_FOUND for an id that the viewer may not read; BAD_USER_INPUT names the currencies where there are several.',
  })
  async analyticsOfPortfolios(
    @Args(() => ManyPortfoliosArgs) { portfolioIds, ...args }: ManyPortfoliosArgs,
    @Ctx() context: GraphContext,
  ): Promise<Selection> {
    return selectLoans(await selectPortfolios(portfolioIds, context), args, context);
  }
}
