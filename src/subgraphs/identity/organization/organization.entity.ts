import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAtColumn, idColumn, referenceColumn } from '../../../platform/database/columns.ts';

/** A department or desk of a tenant: viewers and analysts see the portfolios of their own. */
export const OrganizationEntity = defineEntity({
  name: 'Organization',
  tableName: 'organizations',
  properties: {
    id: idColumn(),
    tenantId: referenceColumn('Tenant'),
    name: p.string().length(200),
    createdAt: createdAtColumn(),
  },
});
