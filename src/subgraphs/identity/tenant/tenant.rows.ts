import { type SqlBool, sql } from 'kysely';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { pagedList } from '../../../platform/paging/paged-list.ts';
import type { Tenant } from './tenant.type.ts';
import { withinWall } from './tenant-wall.ts';

export const tenantColumns = sql`t.id::text as key, t.name, t.created_at as "createdAt"`;

export const toTenant = (record: Record<string, unknown>): Tenant =>
  ({ ...record, id: toGlobalId('Tenant', record.key as string) }) as Tenant;

/** Tenants, oldest first. */
export const tenantList = pagedList<object, Tenant>({
  query: (_, context) => ({
    select: tenantColumns,
    from: sql`tenants t`,
    where: sql<SqlBool>`${withinWall(viewerOf(context), sql`t.id`)}`,
    keys: [
      { expression: sql`t.created_at`, type: 'timestamptz', direction: 'asc' },
      { expression: sql`t.id`, type: 'bigint', direction: 'asc' },
    ],
  }),
  toRow: toTenant,
});
