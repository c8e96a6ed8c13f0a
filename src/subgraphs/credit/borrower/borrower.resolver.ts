import { type SqlBool, sql } from 'kysely';
import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type GraphContext, load } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { cost } from '../../../platform/graphql/limit.directives.ts';
import { PageArgs, paged } from '../../../platform/paging/page-args.ts';
import { type Connection, pagedList } from '../../../platform/paging/paged-list.ts';
import { loanJson } from '../loan/loan.json.ts';
import { loanColumns, mayRead, toLoan, visibleLoans } from '../loan/loan.rows.ts';
import { type Loan, LoanConnection } from '../loan/loan.type.ts';
import { portfolioByIdLoader } from '../portfolio/portfolio.loaders.ts';
import { Portfolio } from '../portfolio/portfolio.type.ts';
import { borrowerByIdLoader } from './borrower.loaders.ts';
import { borrowersByPortfolioKey } from './borrower.rows.ts';
import { Borrower, BorrowerConnection, BorrowerListArgs } from './borrower.type.ts';

/** The loans of a borrower, whose key is `<portfolio>:<name>`. */
const loansByBorrowerKey = pagedList<object, Loan>({
  query: (_, context) => ({
    select: loanColumns,
    from: visibleLoans,
    where: sql<SqlBool>`l.portfolio_id = split_part(parent.key, ':', 1)::bigint
      and l.borrower = substr(parent.key, strpos(parent.key, ':') + 1) and ${mayRead(context)}`,
    keys: [{ expression: sql`l.loan_id`, type: 'text', direction: 'asc' }],
  }),
  toRow: toLoan,
  json: loanJson,
});

@Resolver(() => Borrower)
export class BorrowerResolver {
  @FieldResolver(() => Portfolio, { description: 'The portfolio that holds its loans.' })
  portfolio(@Root() borrower: Borrower, @Ctx() context: GraphContext): Promise<Portfolio | null> {
    return load(context, portfolioByIdLoader, toGlobalId('Portfolio', borrower.portfolioKey));
  }

  @paged('first')
  @FieldResolver(() => LoanConnection, { description: 'Its loans, by loanId.' })
  loans(
    @Root() borrower: Borrower,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphContext,
  ): Connection<Loan> {
    return loansByBorrowerKey(context, args, `${borrower.portfolioKey}:${borrower.name}`);
  }
}

/** What borrowers add to a portfolio. */
@Resolver(() => Portfolio)
export class PortfolioBorrowersResolver {
  @FieldResolver(() => Borrower, {
    nullable: true,
    description: 'The borrower of this name; null if there is none.',
  })
  borrower(
    @Root() portfolio: Portfolio,
    @Arg('name', () => String, { description: 'The name on the loans, exactly.' }) name: string,
    @Ctx() context: GraphContext,
  ): Promise<Borrower | null> {
    return load(context, borrowerByIdLoader, toGlobalId('Borrower', `${portfolio.key}:${name}`));
  }

  @cost(20)
  @paged('first')
  @FieldResolver(() => BorrowerConnection, { description: 'Who owes its loans.' })
  borrowers(
    @Root() portfolio: Portfolio,
    @Args(() => BorrowerListArgs) args: BorrowerListArgs,
    @Ctx() context: GraphContext,
  ): Connection<Borrower> {
    return borrowersByPortfolioKey(context, args, portfolio.key);
  }
}
