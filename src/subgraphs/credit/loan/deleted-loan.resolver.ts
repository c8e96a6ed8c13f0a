import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { portfolioByIdLoader } from '../portfolio/portfolio.loaders.ts';
import { Portfolio } from '../portfolio/portfolio.type.ts';
import { DeletedLoan } from './loan.type.ts';

@Resolver(() => DeletedLoan)
export class DeletedLoanResolver {
  @FieldResolver(() => Portfolio, { description: 'The portfolio that held it.' })
  portfolio(
    @Root() deleted: { portfolioKey: string },
    @Ctx() context: GraphContext,
  ): Promise<Portfolio | null> {
    return load(context, portfolioByIdLoader, toGlobalId('Portfolio', deleted.portfolioKey));
  }
}
