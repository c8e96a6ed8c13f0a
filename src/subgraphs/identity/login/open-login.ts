import { sql } from 'kysely';
import { unauthenticated } from '../../../platform/errors.ts';
import type { AuthenticationContext, Login } from '../../../platform/security/authenticator.ts';
import type { Viewer } from '../../../platform/security/viewer.ts';
import { viewersOfApiKeys } from '../api-key/api-key.viewer.ts';
import { identityDb } from '../entities.ts';
import { viewersOfSessions } from '../session/session.rows.ts';
import { verifyAccessToken } from './access-token.ts';
import { sha256 } from './secret.ts';

/** Of a token that has just been accepted: its session, and when the token itself runs out. */
export function loginOfToken(context: AuthenticationContext, token: string): Login {
  const { exp } = context.signer.verify(token);
  const { sessionKey } = verifyAccessToken(context.signer, token);
  return { kind: 'session', key: sessionKey, expiresAt: new Date(exp * 1_000) };
}

/** Of an API key that has just been accepted. */
export async function loginOfApiKey(context: AuthenticationContext, secret: string): Promise<Login> {
  const { rows } = await sql<{ key: string; expiresAt: string | null }>`
    select id::text as key, expires_at as "expiresAt" from api_keys
    where secret_hash = ${sha256(secret)}`.execute(identityDb(context));
  const [row] = rows;
  if (!row) throw unauthenticated('The API key is not valid.');
  return { kind: 'apiKey', key: row.key, expiresAt: row.expiresAt === null ? null : new Date(row.expiresAt) };
}

/** Who stands behind these logins by now. One statement for all sessions, one for all API keys. */
export async function viewersOf(
  logins: readonly Login[],
  context: AuthenticationContext,
): Promise<(Viewer | null)[]> {
  const keysOf = (kind: Login['kind']) => [
    ...new Set(logins.filter((login) => login.kind === kind).map(({ key }) => key)),
  ];
  const [sessions, apiKeys] = [keysOf('session'), keysOf('apiKey')];
  const bySession = sessions.length > 0 ? await viewersOfSessions(context, sessions) : [];
  const viewers = {
    session: new Map(bySession.map((viewer) => [viewer.sessionId as string, viewer])),
    apiKey: apiKeys.length > 0 ? await viewersOfApiKeys(context, apiKeys) : new Map<string, Viewer>(),
  };
  return logins.map(({ kind, key }) => viewers[kind].get(key) ?? null);
}
