import { sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import type { LoanStatus } from '../../loan/loan-status.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';
import { bookOf } from '../book/book.ts';
import { isRolledUp } from '../rollup/rollups.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import { summaryFromRollups } from './summary.rollup.ts';
import { type LoanTotals, NO_LOANS, type SummaryAggregates } from './summary.ts';

/** Totals of a scope's loans, of one of its sectors or of one of its grades. */
interface SummaryRow extends LoanTotals {
  scope: number;
  kind: 'ALL' | 'SECTOR' | 'GRADE';
  sector: string;
  grade: CreditRating | null;
  borrowerCount: number;
}

/** The exact sums behind a summary: one statement for all scopes that share the same arguments. */
export const summaryAggregatesLoader = parentedLoader<ScopeArgs, SummaryAggregates>(
  async (scopes, args, context) => {
    if (isRolledUp(args)) return summaryFromRollups(scopes, args, context);
    const rowsOf = rowsOfScopes(scopes, await summaryFromBook(scopes, args, context));
    return (scope) => toAggregates(rowsOf(scope));
  },
);

function toAggregates(rows: SummaryRow[]): SummaryAggregates {
  const all = rows.find(({ kind }) => kind === 'ALL');
  if (!all) return NO_LOANS;
  return {
    ...all,
    bySector: rows.filter(({ kind }) => kind === 'SECTOR'),
    byGrade: rows.filter(({ kind }) => kind === 'GRADE'),
  };
}

/**
 * Grouping the loans once into cells and the cells into sets takes a third of the time of grouping sets over the
 * loans; counting borrowers apart, by a second scan, a tenth of what `count(distinct borrower)` beside them takes.
 */
async function summaryFromBook(
  scopes: string[],
  args: ScopeArgs,
  context: GraphContext,
): Promise<SummaryRow[]> {
  const book = bookOf(scopes, args, context);
  const { asOf } = args;
  const live = sql`filter (where l.maturity_date >= ${asOf}::date)`;
  const { rows } = await sql<SummaryRow>`
    with cells as (
      select l.scope, l.sector, l.credit_rating as grade, l.status, count(*) as loan_count,
        sum(l.amount) as exposure, min(l.amount) as smallest, max(l.amount) as largest,
        sum(l.rate) as rates, sum(l.amount * l.rate) as weighted_rates,
        count(*) ${live} as live_count, sum(l.amount) ${live} as live_exposure,
        sum(l.amount * (l.maturity_date - ${asOf}::date)) ${live} as live_days
      from ${book} group by l.scope, l.sector, l.credit_rating, l.status
    ), names as (
      select scope, count(*) as borrower_count
      from (select distinct l.scope, l.borrower from ${book}) borrowers group by scope
    ), totals as (
      select scope, sector, grade,
        case grouping(sector, grade) when 1 then 'SECTOR' when 2 then 'GRADE' else 'ALL' end as kind,
        sum(loan_count)::int as "loanCount", sum(exposure) as exposure,
        min(smallest) as "minAmount", max(largest) as "maxAmount",
        sum(rates) as "rateSum", sum(weighted_rates) as "exposureRateSum",
        coalesce(sum(live_exposure), 0) as "liveExposure", coalesce(sum(live_days), 0) as "liveExposureDaySum",
        sum(loan_count - live_count)::int as "pastMaturityCount",
        ${countOf('PERFORMING')} as "performingCount", ${countOf('WATCH_LIST')} as "watchListCount",
        ${countOf('NON_PERFORMING')} as "nonPerformingCount", ${countOf('DEFAULTED')} as "defaultedCount"
      from cells group by grouping sets ((scope), (scope, sector), (scope, grade))
    )
    select totals.*, names.borrower_count::int as "borrowerCount"
    from totals join names using (scope)`.execute(creditDb(context));
  return rows;
}

const countOf = (status: LoanStatus) =>
  sql`coalesce(sum(loan_count) filter (where status = ${status}), 0)::int`;
