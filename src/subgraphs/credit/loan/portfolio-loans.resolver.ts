import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { paged } from '../../../platform/paging/page-args.ts';
import type { Connection } from '../../../platform/paging/paged-list.ts';
import { Portfolio } from '../portfolio/portfolio.type.ts';
import { LoanListArgs } from './loan.args.ts';
import { loanByNumberLoader } from './loan.loaders.ts';
import { loansByPortfolioKey } from './loan.rows.ts';
import { Loan, LoanConnection } from './loan.type.ts';

/** What loans add to a portfolio. */
@Resolver(() => Portfolio)
export class PortfolioLoansResolver {
  @FieldResolver(() => Loan, {
    nullable: true,
    description: "The loan with this lender's number; null if there is none.",
  })
  loan(
    @Root() portfolio: Portfolio,
    @Arg('loanId', () => String, { description: "The lender's own number." }) loanId: string,
    @Ctx() context: GraphContext,
  ): Promise<Loan | null> {
    return load(context, loanByNumberLoader, { parentKey: portfolio.key, args: { loanId } });
  }

  @paged('first', 'last')
  @FieldResolver(() => LoanConnection, { description: 'Its loans.' })
  loans(
    @Root() portfolio: Portfolio,
    @Args(() => LoanListArgs) args: LoanListArgs,
    @Ctx() context: GraphContext,
  ): Connection<Loan> {
    return loansByPortfolioKey(context, args, portfolio.key);
  }
}
