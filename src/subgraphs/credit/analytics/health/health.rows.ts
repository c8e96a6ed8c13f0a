import { sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { maturitiesOf } from '../maturity/maturities.ts';
import { readRollups } from '../rollup/rollup.loader.ts';
import type { GradeGroup } from '../rollup/rollup-parts.ts';
import { isRolledUp } from '../rollup/rollups.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import { type GradeCounts, type HealthAggregates, NO_COUNTS } from './health.ts';

/** The counts of one grade, beside its scope's sums. */
type Row = GradeCounts & Omit<HealthAggregates, 'byGrade'> & { scope: number };

/** The counts and sums behind a health score: one statement for all scopes that share the same arguments. */
export const healthAggregatesLoader = parentedLoader<ScopeArgs, HealthAggregates>(
  async (scopes, args, context) => {
    if (isRolledUp(args)) return countsFromRollups(scopes, args, context);
    const { rows } = await sql<Row>`
      with grades as (${gradesOf(scopes, args, context)}), borrowers as (${borrowersOf(scopes, args, context)}),
      names as (
        select scope, sum(exposure) as exposure, sum(exposure * exposure) as squares from borrowers group by scope
      ), maturing as (
        select scope, coalesce(sum(loan_count) filter (where day - ${args.asOf}::date <= 365), 0)::int as "maturingCount"
        from ${maturitiesOf(scopes, args, context)} group by scope
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

const gradesOf = (scopes: string[], args: ScopeArgs, context: GraphContext) => sql`
  select l.scope, l.credit_rating::text as grade, count(*)::int as "loanCount",
    count(*) filter (where l.status = 'PERFORMING')::int as "performingCount"
  from ${bookOf(scopes, args, context)} group by l.scope, l.credit_rating`;

const borrowersOf = (scopes: string[], args: ScopeArgs, context: GraphContext) => sql`
  select l.scope, sum(l.amount) as exposure from ${bookOf(scopes, args, context)} group by l.scope, l.borrower`;

async function countsFromRollups(scopes: string[], { asOf }: ScopeArgs, context: GraphContext) {
  const rollupsOf = await readRollups(scopes, asOf, ['grades', 'borrowers', 'maturities'], context);
  return (scope: string): HealthAggregates => {
    const { grades, borrowers, maturities } = rollupsOf(scope);
    const [names] = borrowers;
    const [maturing] = maturities;
    if (!names || !maturing) return NO_COUNTS;
    return { ...names, ...maturing, byGrade: grades.map(toCounts) };
  };
}

const toCounts = ({ key, status, loanCount }: GradeGroup): GradeCounts => ({
  grade: key,
  loanCount,
  performingCount: status === 'PERFORMING' ? loanCount : 0,
});
