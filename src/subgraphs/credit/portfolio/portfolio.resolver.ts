import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { requireRowKey } from '../../../platform/graphql/global-id.ts';
import { paged } from '../../../platform/paging/page-args.ts';
import type { Connection } from '../../../platform/paging/paged-list.ts';
import { averageRatingByPortfolioKeyLoader } from '../analytics/summary/average-rating.loader.ts';
import { CreditRatingScalar } from '../rating/credit-rating.scalar.ts';
import type { CreditRating } from '../rating/rating-scale.ts';
import { PortfolioListArgs } from './portfolio.args.ts';
import { portfolioByIdLoader } from './portfolio.loaders.ts';
import { portfolioList } from './portfolio.rows.ts';
import { Portfolio, PortfolioConnection } from './portfolio.type.ts';

@Resolver(() => Portfolio)
export class PortfolioResolver {
  @Query(() => Portfolio, {
    nullable: true,
    description: 'The portfolio with this id; null where there is none that the viewer may read.',
  })
  portfolio(
    @Arg('id', () => ID, { description: 'Its public id.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Portfolio | null> {
    requireRowKey('Portfolio', id);
    return load(context, portfolioByIdLoader, id);
  }

  @paged('first')
  @Query(() => PortfolioConnection, { description: 'The portfolios that the viewer may read.' })
  portfolios(
    @Args(() => PortfolioListArgs) args: PortfolioListArgs,
    @Ctx() context: GraphContext,
  ): Connection<Portfolio> {
    return portfolioList(context, args);
  }

  @FieldResolver(() => CreditRatingScalar, {
    nullable: true,
    description:
      'The grade nearest to the exposure-weighted average rating factor; null without a graded loan.',
  })
  averageRating(@Root() portfolio: Portfolio, @Ctx() context: GraphContext): Promise<CreditRating | null> {
    return load(context, averageRatingByPortfolioKeyLoader, portfolio.key);
  }
}
