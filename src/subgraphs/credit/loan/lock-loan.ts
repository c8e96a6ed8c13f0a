import { sql } from 'kysely';
import { PREPARED } from '../../../platform/database/pool/prepared-statements.ts';
import { notFound } from '../../../platform/errors.ts';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { requireRowKey } from '../../../platform/graphql/global-id.ts';
import { creditDb } from '../entities.ts';
import { portfolioLock } from '../portfolio/lock-portfolio.ts';
import { loanColumns, toLoan } from './loan.rows.ts';
import type { Loan } from './loan.type.ts';

/**
 * The first statement of a transaction that writes one loan: it locks the portfolio, then the loan. Without the second
 * lock, a statement that has waited for the first would read the loan as it was before. Throws NOT_FOUND where it is
 * not the viewer's to write.
 */
export async function lockLoan(id: string, context: MutationContext): Promise<Loan> {
  const key = requireRowKey('Loan', id);
  const itsPortfolio = sql`(select portfolio_id from loans where id = ${key})`;
  const { rows } = await sql<Record<string, unknown>>`${PREPARED}
    with locked as (${portfolioLock(itsPortfolio, 'LOANS', context)})
    select ${loanColumns} from loans l join locked on locked.id = l.portfolio_id
    where l.id = ${key} for no key update of l`.execute(creditDb(context));
  const [row] = rows;
  if (!row) throw notFound('Loan');
  return toLoan(row);
}
