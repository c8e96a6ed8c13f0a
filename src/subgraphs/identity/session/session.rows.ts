import { sql } from 'kysely';
import { isOneOf, PREPARED } from '../../../platform/database/pool/prepared-statements.ts';
import { lastWriteColumn } from '../../../platform/database/replicas/own-writes.ts';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import type { Viewer } from '../../../platform/security/viewer.ts';
import { identityDb } from '../entities.ts';
import type { Session } from './session.type.ts';
import { MAX_SESSIONS } from './session.writes.ts';

/** The viewer's own sessions that still run, the latest first. */
export async function runningSessions(context: GraphContext, viewer: Viewer): Promise<Session[]> {
  const { rows } = await sql<Session & { key: string }>`
    select id::text as key, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt",
      ip_address as "ipAddress", user_agent as "userAgent"
    from sessions
    where user_id = ${viewer.userId} and ended_at is null and expires_at > ${context.clock.now().toISOString()}
    order by created_at desc, id desc limit ${MAX_SESSIONS}`.execute(identityDb(context));
  return rows.map((row) => ({
    ...row,
    id: toGlobalId('Session', row.key),
    isCurrent: row.key === viewer.sessionId,
  }));
}

/** Who asks within a session, in one statement; null once it ended or expired, or the user was deactivated. */
export async function viewerOfSession(
  context: Pick<GraphContext, 'em' | 'clock'>,
  sessionKey: string,
): Promise<Viewer | null> {
  return (await viewersOfSessions(context, [sessionKey]))[0] ?? null;
}

/** The same for many; a session that is over has no viewer. */
export async function viewersOfSessions(
  context: Pick<GraphContext, 'em' | 'clock'>,
  sessionKeys: string[],
): Promise<Viewer[]> {
  const { rows } = await sql<Viewer>`${PREPARED}
    select u.id::text as "userId", u.username, u.role, u.organization_id::text as "organizationId",
      u.tenant_id::text as "tenantId", s.id::text as "sessionId", false as "persistedOnly"${lastWriteColumn(context.em, sql`u.id`)}
    from sessions s join users u on u.id = s.user_id
    where ${isOneOf(sql`s.id`, sessionKeys)} and s.ended_at is null and s.expires_at > ${context.clock.now().toISOString()}
      and u.is_active`.execute(identityDb(context));
  return rows;
}
