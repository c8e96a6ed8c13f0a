import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import { readRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import { inOrderOf, type Loader } from '../../../platform/graphql/loader.ts';
import { parentedLoader } from '../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../entities.ts';
import { mayRead, visibleLoans } from '../loan/loan.rows.ts';
import type { RatingHistory } from './rating-history.type.ts';

export interface HistorySpan {
  from?: string | null;
  to?: string | null;
}

async function readSnapshots(
  condition: RawBuilder<SqlBool>,
  context: GraphContext,
): Promise<RatingHistory[]> {
  const { rows } = await sql<{ key: string; loanKey: string }>`
    select h.id::text as key, h.loan_id::text as "loanKey", h.snapshot_date as "snapshotDate",
           h.credit_rating as "creditRating"
    from rating_history h join ${visibleLoans} on l.id = h.loan_id
    where ${condition} and ${mayRead(context)} order by h.snapshot_date`.execute(creditDb(context));
  return rows.map(({ key, ...row }) => ({ ...row, id: toGlobalId('RatingHistory', key) }) as RatingHistory);
}

/** A snapshot by its public id, where the viewer may read its loan. */
export const snapshotByIdLoader: Loader<string, RatingHistory | null> = {
  async batch(ids, context) {
    const keys = ids.map((id) => readRowKey('RatingHistory', id)).filter((key) => key !== null);
    const snapshots = await readSnapshots(sql`h.id = any(${keys}::bigint[])`, context);
    return inOrderOf(ids, snapshots, (snapshot) => snapshot.id);
  },
};

/** A loan's snapshots in a span of days, ends included, the oldest first. */
export const snapshotsByLoanKeyLoader = parentedLoader<HistorySpan, RatingHistory[]>(
  async (loanKeys, { from, to }, context) => {
    const snapshots = await readSnapshots(
      sql`h.loan_id = any(${loanKeys}::bigint[]) and h.snapshot_date >= coalesce(${from ?? null}::date, '-infinity')
        and h.snapshot_date <= coalesce(${to ?? null}::date, 'infinity')`,
      context,
    );
    const byLoan = Map.groupBy(snapshots, (snapshot) => snapshot.loanKey);
    return (loanKey) => byLoan.get(loanKey) ?? [];
  },
);
