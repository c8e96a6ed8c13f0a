import { sql } from 'kysely';
import type { MutationContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { identityDb } from '../entities.ts';
import { endSessionByKey } from '../session/session.writes.ts';
import type { AccessClaims } from './access-token.ts';

/** Wrong passwords within a session that end it. They count apart from sign-ins, so that neither blocks the other. */
const MAX_GUESSES = 5;
const WINDOW_MINUTES = 15;

/** Notes that somebody within a session did not know its user's password; the last straw ends the session. */
export async function noteGuess(context: MutationContext, claims: AccessClaims): Promise<void> {
  const now = context.clock.now().toISOString();
  await sql`
    insert into login_failures (user_id, session_id, ip_address, at)
    values (${claims.userKey}, ${claims.sessionKey}, ${context.ipAddress}, ${now})`.execute(
    identityDb(context),
  );
  const { rows } = await sql<{ isOver: boolean }>`
    select count(*) >= ${MAX_GUESSES} as "isOver" from login_failures
    where user_id = ${claims.userKey} and session_id = ${claims.sessionKey}
      and at > ${now}::timestamptz - make_interval(mins => ${WINDOW_MINUTES})`.execute(identityDb(context));
  if (!rows[0]?.isOver || !(await endSessionByKey(context, claims.sessionKey))) return;
  context.audit.record({
    action: 'REVOKE',
    entityType: 'Session',
    entityId: toGlobalId('Session', claims.sessionKey),
    changes: { reason: 'PASSWORD_GUESSED' },
  });
}
