import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { pagedList } from '../../../platform/paging/paged-list.ts';
import { withinWall } from '../tenant/tenant-wall.ts';
import type { Organization } from './organization.type.ts';

export const organizationColumns = sql`o.id::text as key, o.tenant_id::text as "tenantKey", o.name,
  o.created_at as "createdAt"`;

export const toOrganization = (record: Record<string, unknown>): Organization =>
  ({ ...record, id: toGlobalId('Organization', record.key as string) }) as Organization;

/** Organisations by name; who may list them at all is a rule. */
const organizationsWhere = (belongs: RawBuilder<SqlBool>) =>
  pagedList<object, Organization>({
    query: (_, context) => ({
      select: organizationColumns,
      from: sql`organizations o`,
      where: sql<SqlBool>`${withinWall(viewerOf(context), sql`o.tenant_id`)} and ${belongs}`,
      keys: [
        { expression: sql`o.name`, type: 'text', direction: 'asc' },
        { expression: sql`o.id`, type: 'bigint', direction: 'asc' },
      ],
    }),
    toRow: toOrganization,
  });

export const organizationList = organizationsWhere(sql<SqlBool>`true`);

export const organizationsByTenant = organizationsWhere(sql<SqlBool>`o.tenant_id = parent.key::bigint`);
