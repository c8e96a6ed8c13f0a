import { sql } from 'kysely';
import { isOneOf, PREPARED } from '../../../platform/database/pool/prepared-statements.ts';
import { readRowKey } from '../../../platform/graphql/global-id.ts';
import { inOrderOf, type Loader } from '../../../platform/graphql/loader.ts';
import { parentedLoader } from '../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../entities.ts';
import { loanColumns, mayRead, toLoan, visibleLoans } from './loan.rows.ts';
import type { Loan } from './loan.type.ts';

/** A loan by its public id, where the viewer may read it. */
export const loanByIdLoader: Loader<string, Loan | null> = {
  async batch(ids, context) {
    const keys = ids.map((id) => readRowKey('Loan', id)).filter((key) => key !== null);
    const { rows } = await sql<Record<string, unknown>>`${PREPARED}
      select ${loanColumns} from ${visibleLoans}
      where ${isOneOf(sql`l.id`, keys)} and ${mayRead(context)}`.execute(creditDb(context));
    return inOrderOf(ids, rows.map(toLoan), (loan) => loan.id);
  },
};

/** A loan by the lender's own number in its portfolio. */
export const loanByNumberLoader = parentedLoader<{ loanId: string }, Loan | null>(
  async (portfolioKeys, { loanId }, context) => {
    const { rows } = await sql<Record<string, unknown>>`
      select ${loanColumns} from ${visibleLoans}
      where l.portfolio_id = any(${portfolioKeys}::bigint[]) and l.loan_id = ${loanId} and ${mayRead(context)}`.execute(
      creditDb(context),
    );
    const byPortfolio = new Map(rows.map(toLoan).map((loan) => [loan.portfolioKey, loan]));
    return (portfolioKey) => byPortfolio.get(portfolioKey) ?? null;
  },
);
