import { type RawBuilder, sql } from 'kysely';
import { type Book, type BookColumn, columnsOf, type Portfolios } from '../book/book-columns.ts';
import type { ShockValues } from './sound-scenario.ts';

/** One more loan in every scope, in the first of its portfolios; its PD, LGD and weight are those of its grade. */
export function addLoan(book: Book, { values }: ShockValues['addLoan'], portfolios: Portfolios): Book {
  const grade = sql`${values.creditRating}::credit_rating`;
  const added: Record<BookColumn, RawBuilder<unknown>> = {
    scope: sql`p.scope`,
    id: sql`null::bigint`,
    portfolio_id: sql`p.portfolio_id`,
    tenant_id: sql`p.tenant_id`,
    loan_id: sql`${values.loanId}::text`,
    borrower: sql`${values.borrower}::text`,
    borrower_group: sql`${values.borrowerGroup}::text`,
    amount: sql`${values.amount}::numeric`,
    rate: sql`${values.rate}::numeric`,
    sector: sql`${values.sector}::text`,
    maturity_date: sql`${values.maturityDate}::date`,
    credit_rating: grade,
    status: sql`${values.status}::loan_status`,
    country: sql`${values.country}::text`,
    debt_to_equity: sql`${values.debtToEquity}::numeric`,
    interest_coverage: sql`${values.interestCoverage}::numeric`,
    leverage_ratio: sql`${values.leverageRatio}::numeric`,
    updated_at: sql`now()`,
    pd: sql`dr.default_probability`,
    lgd: sql`1 - dr.recovery_rate`,
    risk_weight: sql`dr.risk_weight`,
  };
  return sql`(
    select ${columnsOf()} from ${book}
    union all
    select ${columnsOf(added)}
    from (select distinct on (scope) * from ${portfolios} order by scope, portfolio_id) p
    left join default_rates dr on dr.tenant_id = p.tenant_id and dr.credit_rating = ${grade}) l`;
}
