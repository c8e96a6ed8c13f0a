import { sql } from 'kysely';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { notFound } from '../../../platform/errors.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { requireRowKey } from '../../../platform/graphql/global-id.ts';
import { isAdmin, type Viewer } from '../../../platform/security/viewer.ts';
import { identityDb } from '../entities.ts';
import { isWithinWall } from '../tenant/tenant-wall.ts';
import { managedAccount } from '../user/managed-account.ts';
import { apiKeyByKey } from './api-key.rows.ts';
import { ApiKey } from './api-key.type.ts';

@Resolver()
export class RevokeApiKeyMutation {
  @Mutation(() => ApiKey, {
    description:
      "Ends an API key for good: an own one, or as an administrator any of the tenant. A key that was revoked stays as it is. NOT_FOUND: no such key. FORBIDDEN: a SUPER_ADMIN's, for an ADMIN.",
  })
  async revokeApiKey(
    @Arg('id', () => ID, { description: "The key's id." }) id: string,
    @Ctx() context: MutationContext,
  ): Promise<ApiKey | null> {
    const viewer = viewerOf(context);
    const key = requireRowKey('ApiKey', id);
    const apiKey = await apiKeyByKey(context, key);
    if (!apiKey || !mayRevoke(viewer, apiKey)) throw notFound('ApiKey');
    if (apiKey.userKey !== viewer.userId) await managedAccount(context, apiKey.userKey);
    const revokedAt = context.clock.now().toISOString();
    const { numAffectedRows } = await sql`
      update api_keys set revoked_at = ${revokedAt} where id = ${key} and revoked_at is null`.execute(
      identityDb(context),
    );
    if (numAffectedRows === 1n) {
      context.audit.record({
        action: 'REVOKE',
        entityType: 'ApiKey',
        entityId: id,
        tenantId: apiKey.tenantKey,
        changes: { revokedAt: { from: null, to: revokedAt } },
      });
    }
    return apiKeyByKey(context, key);
  }
}

const mayRevoke = (viewer: Viewer, { userKey, tenantKey }: ApiKey): boolean =>
  userKey === viewer.userId || (isAdmin(viewer) && isWithinWall(viewer, tenantKey));
