import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { GraphContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { identityDb } from '../entities.ts';
import type { ApiKey } from './api-key.type.ts';

/** Keys that one answer lists at most. */
const MAX_LISTED = 100;

/** A user's own keys: those in force first, the latest first. */
export const apiKeysOfUser = (context: GraphContext, userKey: string): Promise<ApiKey[]> =>
  select(context, sql<SqlBool>`user_id = ${userKey}`);

export const apiKeyByKey = async (context: GraphContext, key: string): Promise<ApiKey | null> =>
  (await select(context, sql<SqlBool>`id = ${key}`))[0] ?? null;

async function select(context: GraphContext, which: RawBuilder<SqlBool>): Promise<ApiKey[]> {
  const { rows } = await sql<ApiKey & { key: string }>`
    select id::text as key, user_id::text as "userKey", tenant_id::text as "tenantKey", name, prefix, role,
      persisted_only as "persistedOnly", created_at as "createdAt", last_used_at as "lastUsedAt",
      expires_at as "expiresAt", revoked_at as "revokedAt"
    from api_keys where ${which}
    order by revoked_at desc nulls first, created_at desc, id desc limit ${MAX_LISTED}`.execute(
    identityDb(context),
  );
  return rows.map((row) => ({ ...row, id: toGlobalId('ApiKey', row.key) }));
}
