import { sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { creditDb } from '../../entities.ts';
import type { LoanStatus } from '../../loan/loan-status.ts';
import { groupsOf, totalsOf } from '../rollup/rollups.ts';
import type { ScopeArgs } from '../scope.ts';
import type { SummaryRow } from './summary.rows.ts';

/** The rows of a summary from rollups: one row of totals, and one a sector, grade, borrower and day of maturity are read. */
export async function summaryFromRollups(
  scopes: string[],
  { asOf }: ScopeArgs,
  context: GraphContext,
): Promise<SummaryRow[]> {
  const { rows } = await sql<SummaryRow>`
    with totals as (
      select t.scope, sum(t.loan_count)::int as loan_count, sum(t.exposure) as exposure,
        sum(t.rate_sum) as rates, sum(t.exposure_rate_sum) as weighted_rates,
        min(lowest.amount) as smallest, max(highest.amount) as largest
      from ${totalsOf(scopes, context)}
      cross join lateral (select amount from loans where portfolio_id = t.portfolio_id order by amount, id limit 1) lowest
      cross join lateral (select amount from loans where portfolio_id = t.portfolio_id order by amount desc, id desc limit 1) highest
      group by t.scope
    ), borrowers as (
      select g.scope, count(distinct g.key)::int as borrower_count
      from ${groupsOf(['BORROWER'], scopes, context)} group by g.scope
    ), maturities as (
      select g.scope, coalesce(sum(g.exposure) ${live(asOf)}, 0) as exposure,
        coalesce(sum(g.exposure * (g.key::date - ${asOf}::date)) ${live(asOf)}, 0) as days,
        coalesce(sum(g.loan_count) filter (where g.key::date < ${asOf}::date), 0)::int as past
      from ${groupsOf(['MATURITY'], scopes, context)} group by g.scope
    ), statuses as (
      select g.scope, ${countOf('PERFORMING')} as performing, ${countOf('WATCH_LIST')} as watch_list,
        ${countOf('NON_PERFORMING')} as non_performing, ${countOf('DEFAULTED')} as defaulted
      from ${groupsOf(['GRADE'], scopes, context)} group by g.scope
    )
    select scope, 'ALL' as kind, null as sector, null as grade, t.loan_count as "loanCount", t.exposure,
      smallest as "minAmount", largest as "maxAmount", rates as "rateSum", weighted_rates as "exposureRateSum",
      m.exposure as "liveExposure", m.days as "liveExposureDaySum", m.past as "pastMaturityCount",
      s.performing as "performingCount", s.watch_list as "watchListCount",
      s.non_performing as "nonPerformingCount", s.defaulted as "defaultedCount", b.borrower_count as "borrowerCount"
    from totals t join borrowers b using (scope) join maturities m using (scope) join statuses s using (scope)
    union all
    select g.scope, case g.dimension when 'SECTOR' then 'SECTOR' else 'GRADE' end,
      case g.dimension when 'SECTOR' then g.key end, case g.dimension when 'GRADE' then g.key end,
      sum(g.loan_count)::int, sum(g.exposure),
      null, null, null, null, null, null, null, null, null, null, null, null
    from ${groupsOf(['SECTOR', 'GRADE'], scopes, context)} group by g.scope, g.dimension, g.key`.execute(
    creditDb(context),
  );
  return rows;
}

const live = (asOf: string) => sql`filter (where g.key::date >= ${asOf}::date)`;

const countOf = (status: LoanStatus) =>
  sql`coalesce(sum(g.loan_count) filter (where g.detail = ${status}), 0)::int`;
