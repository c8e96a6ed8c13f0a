import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  bigintColumn,
  createdAtColumn,
  idColumn,
  referenceColumn,
} from '../../../platform/database/columns.ts';

export const PortfolioEntity = defineEntity({
  name: 'Portfolio',
  tableName: 'portfolios',
  properties: {
    id: idColumn(),
    tenantId: referenceColumn('Tenant'),
    organizationId: referenceColumn('Organization').index(),
    ownerId: referenceColumn('User').index(),
    name: p.string().length(200),
    description: p.string().length(2000).nullable(),
    currency: p.string().length(3).default('GBP'),
    isActive: p.boolean().default(true),
    version: p.integer().default(1),
    dataVersion: bigintColumn().default('1'),
    createdAt: createdAtColumn(),
    updatedAt: createdAtColumn(),
  },
  indexes: [
    { properties: ['tenantId', 'name', 'id'] },
    { properties: ['tenantId', 'createdAt', 'id'] },
    { properties: ['tenantId', 'updatedAt', 'id'] },
  ],
});
