import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  createdAtColumn,
  enumColumn,
  idColumn,
  instantColumn,
  referenceColumn,
} from '../../../platform/database/columns.ts';
import { ROLES } from '../../../platform/security/viewer.ts';

/** Uniqueness of username and email in any case is a pair of expression indexes in the first migration. */
export const UserEntity = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: idColumn(),
    tenantId: referenceColumn('Tenant'),
    organizationId: referenceColumn('Organization').index(),
    username: p.string().length(50),
    email: p.string().length(254),
    fullName: p.string().length(200).nullable(),
    /** Hidden: the audit trail says that it changed, never what it is. */
    passwordHash: p.string().length(60).hidden(),
    role: enumColumn('user_role', ROLES),
    isActive: p.boolean().default(true),
    createdAt: createdAtColumn(),
    updatedAt: createdAtColumn(),
    lastLoginAt: instantColumn().nullable(),
  },
  indexes: [{ properties: ['tenantId', 'username', 'id'] }],
});
