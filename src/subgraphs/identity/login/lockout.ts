import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { identityDb } from '../entities.ts';

/** Failures within the window that lock an account for one address, and for everyone. */
const MAX_FAILURES_FROM_ADDRESS = 5;
const MAX_FAILURES = 20;
const WINDOW_MINUTES = 15;
const LOCK_MINUTES = 15;

/**
 * Whether attempts are refused, right or wrong. No failure is stored while they are, so a lock ends by itself
 * after its time, however long someone goes on guessing.
 */
export async function isLocked(context: MutationContext, userKey: string): Promise<boolean> {
  const fromAddress = sql<SqlBool>`ip_address is not distinct from ${context.ipAddress}`;
  const { rows } = await sql<{ locked: boolean }>`
    select ${reached(MAX_FAILURES_FROM_ADDRESS, fromAddress)} or ${reached(MAX_FAILURES, sql`true`)} as locked`.execute(
    identityDb(context),
  );
  return rows[0]?.locked !== false;

  function reached(limit: number, which: RawBuilder<SqlBool>) {
    return sql<SqlBool>`(
      select count(*) = ${limit}
        and max(at) > ${context.clock.now().toISOString()}::timestamptz - make_interval(mins => ${LOCK_MINUTES})
        and max(at) - min(at) < make_interval(mins => ${WINDOW_MINUTES})
      from (
        select at from login_failures where user_id = ${userKey} and ${which} order by at desc limit ${limit}
      ) latest)`;
  }
}

export async function noteFailure(context: MutationContext, userKey: string): Promise<void> {
  await sql`
    insert into login_failures (user_id, ip_address, at)
    values (${userKey}, ${context.ipAddress}, ${context.clock.now().toISOString()})`.execute(
    identityDb(context),
  );
}

/** Answers how many there were. */
export async function forgetFailures(context: MutationContext, userKey: string): Promise<number> {
  const { numAffectedRows } = await sql`delete from login_failures where user_id = ${userKey}`.execute(
    identityDb(context),
  );
  return Number(numAffectedRows ?? 0n);
}
