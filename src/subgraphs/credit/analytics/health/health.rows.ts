import { sql } from 'kysely';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import { type GradeCounts, type HealthAggregates, NO_COUNTS } from './health.ts';

/** The counts of one grade, beside its scope's sums. */
type Row = GradeCounts & Omit<HealthAggregates, 'byGrade'> & { scope: number };

/** The counts and sums behind a health score: one statement for all scopes that share the same arguments. */
export const healthAggregatesLoader = parentedLoader<ScopeArgs, HealthAggregates>(
  async (scopes, args, context) => {
    const book = bookOf(scopes, args, context);
    const { rows } = await sql<Row>`
      with grades as (
        select l.scope, l.credit_rating as grade, count(*)::int as "loanCount",
          count(*) filter (where l.status = 'PERFORMING')::int as "performingCount",
          count(*) filter (where l.maturity_date - ${args.asOf}::date <= 365)::int as "maturingCount"
        from ${book} group by l.scope, l.credit_rating
      ), borrowers as (
        select l.scope, sum(l.amount) as exposure from ${book} group by l.scope, l.borrower
      ), names as (
        select scope, sum(exposure) as exposure, sum(exposure * exposure) as squares from borrowers group by scope
      )
      select * from grades join names using (scope)`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => toAggregates(rowsOf(scope));
  },
);

function toAggregates(rows: Row[]): HealthAggregates {
  const [first] = rows;
  return first ? { byGrade: rows, exposure: first.exposure, squares: first.squares } : NO_COUNTS;
}
