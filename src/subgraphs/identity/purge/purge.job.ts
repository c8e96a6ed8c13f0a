import { sql } from 'kysely';
import type { Job, JobContext } from '../../../platform/jobs/job.ts';
import { identityDb } from '../entities.ts';

const HOUR_MS = 60 * 60 * 1_000;

/** What is over, how long it is kept for whoever looks into what happened, and how many go in one transaction. */
const OVER = [
  // Each takes up to some thousand refresh tokens along.
  { table: 'sessions', end: sql`least(ended_at, expires_at)`, keepDays: 90, maxBatchRows: 100 },
  { table: 'api_keys', end: sql`least(revoked_at, expires_at)`, keepDays: 90, maxBatchRows: 1_000 },
  // A failure counts for 30 minutes: 15 towards a lock, 15 while it lasts.
  { table: 'login_failures', end: sql`at`, keepDays: 1, maxBatchRows: 1_000 },
] as const;

/** Deletes what nobody can use any more; the audit log remembers it. */
export const purgeJob: Job = {
  name: 'purge of identity',
  everyMs: HOUR_MS,
  async run(context) {
    let isMoreLeft = false;
    for (const over of OVER) isMoreLeft = (await purge(context, over)) || isMoreLeft;
    return isMoreLeft;
  },
};

/** Deletes one batch and returns whether more may be left. What never ends has no end, and stays. */
async function purge(
  { em, clock }: JobContext,
  { table, end, keepDays, maxBatchRows }: (typeof OVER)[number],
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where id in (
      select id from ${sql.table(table)}
      where ${end} < ${clock.now().toISOString()}::timestamptz - make_interval(days => ${keepDays})
      limit ${maxBatchRows} for update skip locked)`.execute(identityDb({ em }));
  return numAffectedRows === BigInt(maxBatchRows);
}
