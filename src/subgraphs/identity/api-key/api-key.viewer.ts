import { type RawBuilder, sql } from 'kysely';
import { lastWriteColumn } from '../../../platform/database/replicas/own-writes.ts';
import { unauthenticated } from '../../../platform/errors.ts';
import type { AuthenticationContext } from '../../../platform/security/authenticator.ts';
import type { RoleName, Viewer } from '../../../platform/security/viewer.ts';
import { identityDb } from '../entities.ts';
import { sha256 } from '../login/secret.ts';
import { mayGive } from '../user/role-grants.ts';
import { isApiKeySecret } from './secret.ts';

interface UsedKey extends Viewer {
  key: string;
  ownerRole: RoleName;
  isStale: boolean;
}

/**
 * Who asks with an API key: its owner, in the key's role. Refused once it is revoked or expired, its owner is
 * deactivated, or its owner's role is one that could not give the key's role (somebody was demoted).
 */
export async function viewerOfApiKey(context: AuthenticationContext, secret: string): Promise<Viewer> {
  const isHash = sql`k.secret_hash = ${sha256(secret)}`;
  const [used] = isApiKeySecret(secret) ? await usableKeys(context, isHash) : [];
  if (!used) throw unauthenticated('The API key is not valid.');
  if (used.isStale) {
    const now = context.clock.now().toISOString();
    await sql`update api_keys set last_used_at = ${now} where id = ${used.key}`.execute(identityDb(context));
  }
  return toViewer(used);
}

/** Who asks with each of these keys, by the key's own; one that is refused by now is left out. */
export async function viewersOfApiKeys(
  context: AuthenticationContext,
  keys: string[],
): Promise<Map<string, Viewer>> {
  const usable = await usableKeys(context, sql`k.id = any(${keys}::bigint[])`);
  return new Map(usable.map((used) => [used.key, toViewer(used)]));
}

async function usableKeys(
  context: AuthenticationContext,
  condition: RawBuilder<unknown>,
): Promise<UsedKey[]> {
  const now = context.clock.now().toISOString();
  const { rows } = await sql<UsedKey>`
    select k.id::text as key, u.id::text as "userId", u.username, k.role, u.role as "ownerRole",
      u.organization_id::text as "organizationId", u.tenant_id::text as "tenantId",
      k.persisted_only as "persistedOnly",
      k.last_used_at is null or k.last_used_at <= ${now}::timestamptz - interval '1 minute' as "isStale"
      ${lastWriteColumn(context.em, sql`u.id`)}
    from api_keys k join users u on u.id = k.user_id
    where ${condition} and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > ${now}) and u.is_active`.execute(identityDb(context));
  return rows.filter(({ ownerRole, role }) => mayGive(ownerRole, role));
}

const toViewer = ({ key: _, ownerRole: __, isStale: ___, ...viewer }: UsedKey): Viewer => ({
  ...viewer,
  sessionId: null,
});
