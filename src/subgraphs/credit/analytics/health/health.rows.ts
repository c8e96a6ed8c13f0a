import { sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { maturitiesOf } from '../maturity/maturities.ts';
import { groupsOf, isRolledUp } from '../rollup/rollups.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import { type GradeCounts, type HealthAggregates, NO_COUNTS } from './health.ts';

/** The counts of one grade, beside its scope's sums. */
type Row = GradeCounts & Omit<HealthAggregates, 'byGrade'> & { scope: number };

/** The counts and sums behind a health score: one statement for all scopes that share the same arguments. */
export const healthAggregatesLoader = parentedLoader<ScopeArgs, HealthAggregates>(
  async (scopes, args, context) => {
    const { grades, borrowers, maturities } = isRolledUp(args)
      ? partsFromRollups(scopes, args, context)
      : partsFromBook(scopes, args, context);
    const { rows } = await sql<Row>`
      with grades as (${grades}), borrowers as (${borrowers}),
      names as (
        select scope, sum(exposure) as exposure, sum(exposure * exposure) as squares from borrowers group by scope
      ), maturing as (
        select scope, coalesce(sum(loan_count) filter (where day - ${args.asOf}::date <= 365), 0)::int as "maturingCount"
        from ${maturities} group by scope
      )
      select * from grades join names using (scope) join maturing using (scope)`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => toAggregates(rowsOf(scope));
  },
);

function toAggregates(rows: Row[]): HealthAggregates {
  const [first] = rows;
  return first ? { ...first, byGrade: rows } : NO_COUNTS;
}

const partsFromBook = (scopes: string[], args: ScopeArgs, context: GraphContext) => ({
  grades: sql`
    select l.scope, l.credit_rating::text as grade, count(*)::int as "loanCount",
      count(*) filter (where l.status = 'PERFORMING')::int as "performingCount"
    from ${bookOf(scopes, args, context)} group by l.scope, l.credit_rating`,
  borrowers: sql`
    select l.scope, sum(l.amount) as exposure from ${bookOf(scopes, args, context)} group by l.scope, l.borrower`,
  maturities: maturitiesOf(scopes, args, context),
});

const partsFromRollups = (scopes: string[], args: ScopeArgs, context: GraphContext) => ({
  grades: sql`
    select g.scope, g.key as grade, sum(g.loan_count)::int as "loanCount",
      coalesce(sum(g.loan_count) filter (where g.detail = 'PERFORMING'), 0)::int as "performingCount"
    from ${groupsOf(['GRADE'], scopes, context)} group by g.scope, g.key`,
  borrowers: sql`
    select g.scope, sum(g.exposure) as exposure
    from ${groupsOf(['BORROWER'], scopes, context)} group by g.scope, g.key`,
  maturities: maturitiesOf(scopes, args, context),
});
