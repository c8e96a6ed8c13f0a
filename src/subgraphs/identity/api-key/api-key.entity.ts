import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  createdAtColumn,
  enumColumn,
  idColumn,
  instantColumn,
  referenceColumn,
} from '../../../platform/database/columns.ts';
import { ROLES } from '../../../platform/security/viewer.ts';

/** A standing credential of a service. Only the SHA-256 of its secret is stored, beside a prefix to tell keys apart. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    id: idColumn(),
    tenantId: referenceColumn('Tenant').index(),
    userId: referenceColumn('User').index(),
    name: p.string().length(100),
    prefix: p.string().length(12),
    secretHash: p.string().length(64).unique().hidden(),
    role: enumColumn('user_role', ROLES),
    persistedOnly: p.boolean().default(false),
    createdAt: createdAtColumn(),
    lastUsedAt: instantColumn().nullable(),
    expiresAt: instantColumn().nullable(),
    revokedAt: instantColumn().nullable(),
  },
});
