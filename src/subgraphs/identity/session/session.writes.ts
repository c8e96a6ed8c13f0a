import { sql } from 'kysely';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { identityDb } from '../entities.ts';
import { newSecret, sha256 } from '../login/secret.ts';

/** A session and its refresh tokens live this long after they were last renewed. */
const SESSION_SECONDS = 7 * 24 * 60 * 60;
/** However often it is renewed, a session ends this long after it was signed in. */
const MAX_SESSION_DAYS = 30;
/** Sessions that run for one user; with one more, the one that was unused for longest ends. */
export const MAX_SESSIONS = 100;
const MAX_USER_AGENT_LENGTH = 400;

interface Owner {
  key: string;
  tenantKey: string;
}

/** Starts a session for a user who proved to be one, whose row is locked; answers its key. */
export async function startSession(context: MutationContext, user: Owner): Promise<string> {
  const { userAgent, ipAddress } = context;
  const { rows } = await sql<{ key: string }>`
    insert into sessions (user_id, created_at, last_used_at, expires_at, ip_address, user_agent)
    values (${user.key}, ${nowOf(context)}, ${nowOf(context)}, ${endOf(context)}, ${ipAddress},
      ${userAgent?.replaceAll('\0', '').slice(0, MAX_USER_AGENT_LENGTH) ?? null})
    returning id::text as key`.execute(identityDb(context));
  await endSurplusSessions(context, user);
  return (rows[0] as { key: string }).key;
}

async function endSurplusSessions(context: MutationContext, user: Owner): Promise<void> {
  const { rows } = await sql<{ key: string }>`
    update sessions set ended_at = ${nowOf(context)} where id in (
      select id from sessions
      where user_id = ${user.key} and ended_at is null and expires_at > ${nowOf(context)}
      order by last_used_at desc, id desc offset ${MAX_SESSIONS})
    returning id::text as key`.execute(identityDb(context));
  for (const { key } of rows) {
    context.audit.record({
      action: 'REVOKE',
      entityType: 'Session',
      entityId: toGlobalId('Session', key),
      tenantId: user.tenantKey,
      userId: user.key,
      changes: { reason: 'TOO_MANY_SESSIONS' },
    });
  }
}

/** Lets a session run on, with a refresh token that is told once: only its hash is stored. */
export async function renewSession(context: MutationContext, sessionKey: string): Promise<string> {
  const refreshToken = newSecret();
  await sql`
    insert into refresh_tokens (token_hash, session_id, created_at)
    values (${sha256(refreshToken)}, ${sessionKey}, ${nowOf(context)})`.execute(identityDb(context));
  await sql`
    update sessions set last_used_at = ${nowOf(context)},
      expires_at = least(${endOf(context)}, created_at + make_interval(days => ${MAX_SESSION_DAYS}))
    where id = ${sessionKey}`.execute(identityDb(context));
  return refreshToken;
}

/** Uses a refresh token up; answers its session's key, or null where it is unknown or was used before. */
export async function useRefreshToken(
  context: MutationContext,
  refreshToken: string,
): Promise<string | null> {
  const { rows } = await sql<{ sessionKey: string }>`
    update refresh_tokens set used_at = ${nowOf(context)}
    where token_hash = ${sha256(refreshToken)} and used_at is null
    returning session_id::text as "sessionKey"`.execute(identityDb(context));
  return rows[0]?.sessionKey ?? null;
}

/** No refresh token that was given out for this session opens it again. */
export async function useUpRefreshTokens(context: MutationContext, sessionKey: string): Promise<void> {
  await sql`
    update refresh_tokens set used_at = ${nowOf(context)}
    where session_id = ${sessionKey} and used_at is null`.execute(identityDb(context));
}

/** Ends one session of a user; false where it had ended already. */
export async function endSessionByKey(context: MutationContext, sessionKey: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update sessions set ended_at = ${nowOf(context)}
    where id = ${sessionKey} and ended_at is null`.execute(identityDb(context));
  return numAffectedRows === 1n;
}

/** Ends all sessions of a user, but for one if it is named; answers how many. */
export async function endSessionsOf(
  context: MutationContext,
  userKey: string,
  exceptKey: string | null = null,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update sessions set ended_at = ${nowOf(context)}
    where user_id = ${userKey} and ended_at is null and id is distinct from ${exceptKey}::bigint`.execute(
    identityDb(context),
  );
  return Number(numAffectedRows ?? 0n);
}

const nowOf = ({ clock }: MutationContext) => clock.now().toISOString();

const endOf = ({ clock }: MutationContext) =>
  new Date(clock.now().getTime() + SESSION_SECONDS * 1_000).toISOString();
