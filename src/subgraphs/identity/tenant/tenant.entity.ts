import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAtColumn, idColumn } from '../../../platform/database/columns.ts';

/** A lender: the wall that nothing crosses. Names are unique in any case: an expression index in the migrations. */
export const TenantEntity = defineEntity({
  name: 'Tenant',
  tableName: 'tenants',
  properties: {
    id: idColumn(),
    name: p.string().length(200),
    createdAt: createdAtColumn(),
  },
  indexes: [{ properties: ['createdAt', 'id'] }],
});
