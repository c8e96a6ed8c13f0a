import { sql } from 'kysely';
import { unauthenticated } from '../../../platform/errors.ts';
import type { AuthenticationContext } from '../../../platform/security/authenticator.ts';
import type { RoleName, Viewer } from '../../../platform/security/viewer.ts';
import { identityDb } from '../entities.ts';
import { sha256 } from '../login/secret.ts';
import { mayGive } from '../user/role-grants.ts';

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
  const now = context.clock.now().toISOString();
  const { rows } = await sql<UsedKey>`
    select k.id::text as key, u.id::text as "userId", u.username, k.role, u.role as "ownerRole",
      u.organization_id::text as "organizationId", u.tenant_id::text as "tenantId",
      k.persisted_only as "persistedOnly",
      k.last_used_at is null or k.last_used_at <= ${now}::timestamptz - interval '1 minute' as "isStale"
    from api_keys k join users u on u.id = k.user_id
    where k.secret_hash = ${sha256(secret)} and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > ${now}) and u.is_active`.execute(identityDb(context));
  const [used] = rows;
  if (!used || !mayGive(used.ownerRole, used.role)) throw unauthenticated('The API key is not valid.');
  const { key, ownerRole, isStale, ...viewer } = used;
  if (isStale) {
    await sql`update api_keys set last_used_at = ${now} where id = ${key}`.execute(identityDb(context));
  }
  return { ...viewer, sessionId: null };
}
