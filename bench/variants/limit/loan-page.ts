import { rowsOf, VISIBLE } from './database.ts';
import { idOf, keyOf } from './public-id.ts';
import type { Viewer } from './session.ts';

const STATEMENT = {
  name: 'loan-page',
  text: `
    select l.id::text as id, l.loan_id as "loanId", l.borrower, l.amount, l.rate, l.sector,
      l.maturity_date as "maturityDate", l.credit_rating as "creditRating", l.status, l.country,
      l.debt_to_equity as "debtToEquity", l.interest_coverage as "interestCoverage",
      l.leverage_ratio as "leverageRatio", l.version
    from portfolios p join loans l on l.portfolio_id = p.id
    where ${VISIBLE} and p.id = $3
    order by l.loan_id, l.id limit $4`,
};

export async function loanPage({ tenantId, userId }: Viewer, { id, first }: { id: string; first: number }) {
  const loans = await rowsOf<{ id: string }>(STATEMENT, [tenantId, userId, keyOf(id), first]);
  for (const loan of loans) loan.id = idOf('Loan', loan.id);
  return { portfolio: { loans: { nodes: loans } } };
}
