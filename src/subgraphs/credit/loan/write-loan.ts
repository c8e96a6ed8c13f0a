import { sql } from 'kysely';
import { changeOf } from '../../../platform/audit/entity-changes.ts';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { LoanEntity } from './loan.entity.ts';
import type { Loan } from './loan.type.ts';

/**
 * Writes a locked loan as it becomes, and the audit entry that the unit of work would have noted, in one statement. All that
 * may change is set each time: so there is one text, which stays prepared.
 */
export async function writeLoan(was: Loan, becomes: Loan, { em, audit }: MutationContext): Promise<void> {
  audit.record(changeOf(em.getMetadata(LoanEntity), loanRowOf(was), loanRowOf(becomes)));
  await audit.write(sql`
    update loans set loan_id = ${becomes.loanId}, borrower = ${becomes.borrower}, borrower_group = ${becomes.borrowerGroup},
      amount = ${becomes.amount}, rate = ${becomes.rate}, sector = ${becomes.sector},
      maturity_date = ${becomes.maturityDate}, credit_rating = ${becomes.creditRating}, status = ${becomes.status},
      country = ${becomes.country}, debt_to_equity = ${becomes.debtToEquity},
      interest_coverage = ${becomes.interestCoverage}, leverage_ratio = ${becomes.leverageRatio},
      version = ${becomes.version}, updated_at = ${becomes.updatedAt}
    where id = ${becomes.key}`);
}

/** A loan by the names of its entity's properties. */
export const loanRowOf = ({ id, key, portfolioKey, tenantKey, ...values }: Loan) => ({
  ...values,
  id: key,
  portfolioId: portfolioKey,
  tenantId: tenantKey,
});
