import { sql } from 'kysely';
import { load } from '../../../platform/graphql/context.ts';
import type { UserDirectory } from '../../../platform/security/user-directory.ts';
import { identityDb } from '../entities.ts';
import { createFirstAccount } from './first-account.ts';
import { userByIdLoader } from './user.loaders.ts';

/** Finds whom the viewer may see: users of the own tenant; a SUPER_ADMIN finds all. */
export const directory: UserDirectory = {
  async findUser(id, context) {
    const user = await load(context, userByIdLoader, id);
    return user && { key: user.key, tenantKey: user.tenantKey, role: user.role, isActive: user.isActive };
  },

  async findViewer(username, context) {
    const viewer = await identityDb(context)
      .selectFrom('users')
      .select([
        'id as userId',
        'username',
        'role',
        'organization_id as organizationId',
        'tenant_id as tenantId',
      ])
      .where('is_active', '=', true)
      .where(sql`lower(username)`, '=', username.toLowerCase())
      .executeTakeFirst();
    return viewer ? { ...viewer, sessionId: null, persistedOnly: false } : null;
  },

  async tenantNames(context) {
    const tenants = await identityDb(context)
      .selectFrom('tenants')
      .select(['id', 'name'])
      .orderBy('id')
      .execute();
    return new Map(tenants.map(({ id, name }) => [id, name]));
  },

  createFirstAccount,
};
