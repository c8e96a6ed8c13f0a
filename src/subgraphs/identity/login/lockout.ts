import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { identityDb } from '../entities.ts';

/** Failures within the window that lock an account for one address, and for everyone. */
const MAX_FAILURES_FROM_ADDRESS = 5;
const MAX_FAILURES = 20;
const WINDOW_MINUTES = 15;
const LOCK_MINUTES = 15;

/**
 * Whether sign-ins are refused, right or wrong. No failure is stored while they are, so a lock ends by itself after
 * its time, however long someone goes on guessing. Sessions that run are left alone.
 */
export async function isLocked(context: MutationContext, userKey: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select ${reached(MAX_FAILURES_FROM_ADDRESS, fromHere(context))} or ${reached(MAX_FAILURES, sql`true`)}
      as locked`.execute(identityDb(context));
  return rows[0]?.locked !== false;

  function reached(limit: number, which: RawBuilder<SqlBool>) {
    return sql<SqlBool>`(
      select count(*) = ${limit}
        and max(at) > ${context.clock.now().toISOString()}::timestamptz - make_interval(mins => ${LOCK_MINUTES})
        and max(at) - min(at) < make_interval(mins => ${WINDOW_MINUTES})
      from (
        select at from login_failures
        where user_id = ${userKey} and session_id is null and ${which} order by at desc limit ${limit}
      ) latest)`;
  }
}

/** Nothing is stored for a key that is nobody's. */
export async function noteFailure(context: MutationContext, userKey: string): Promise<void> {
  await sql`
    insert into login_failures (user_id, ip_address, at)
    select id, ${context.ipAddress}, ${context.clock.now().toISOString()} from users where id = ${userKey}`.execute(
    identityDb(context),
  );
}

/** Those of other addresses stay: whoever guesses from there gains nothing by the owner's signing in. */
export async function forgetFailuresFromHere(context: MutationContext, userKey: string): Promise<void> {
  await sql`
    delete from login_failures
    where user_id = ${userKey} and session_id is null and ${fromHere(context)}`.execute(identityDb(context));
}

/** Lifts every lock; answers how many failures there were. */
export async function forgetFailures(context: MutationContext, userKey: string): Promise<number> {
  const { numAffectedRows } = await sql`delete from login_failures where user_id = ${userKey}`.execute(
    identityDb(context),
  );
  return Number(numAffectedRows ?? 0n);
}

const fromHere = ({ ipAddress }: MutationContext) =>
  sql<SqlBool>`ip_address is not distinct from ${ipAddress}`;
