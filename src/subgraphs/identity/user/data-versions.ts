import { sql } from 'kysely';
import type { DataVersions } from '../../../platform/data-versions.ts';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { identityDb } from '../entities.ts';
import { withinWall } from '../tenant/tenant-wall.ts';

/** What reports say of people: who they are, and where. Not when they came last: that changes all day long. */
const COVERED = [
  'User',
  'Organization',
  'Tenant',
  'UserConnection',
  'OrganizationConnection',
  'TenantConnection',
];
const ROOTS = ['me', 'user', 'users', 'organizations', 'tenants'];

export const dataVersions: DataVersions = {
  covers: (typeName, fieldName) =>
    typeName === 'Query'
      ? ROOTS.includes(fieldName)
      : COVERED.includes(typeName) && fieldName !== 'lastLoginAt',

  async versionOf(_calls, context) {
    const wall = withinWall(viewerOf(context), sql`t.id`);
    const { rows } = await sql<{ version: string }>`
      select concat_ws(' ', count(*), sum(hashtextextended(concat_ws(' ',
        t.xmin, o.id, o.xmin, u.id, u.username, u.email, u.full_name, u.role, u.is_active, u.updated_at, u.organization_id
      ), 0))) as version
      from tenants t left join organizations o on o.tenant_id = t.id left join users u on u.organization_id = o.id
      where ${wall}`.execute(identityDb(context));
    return rows[0]?.version ?? null;
  },
};
