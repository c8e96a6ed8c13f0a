import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAtColumn, enumColumn, idColumn, referenceColumn } from '../database/columns.ts';

export const AUDIT_ACTIONS = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'IMPORT',
  'EXPORT',
  'LOGIN',
  'LOGIN_FAILED',
  'LOGOUT',
  'GRANT',
  'REVOKE',
  'DENIED',
] as const;
export type AuditActionName = (typeof AUDIT_ACTIONS)[number];

/**
 * Append-only, for the application's role by its rights. No foreign keys: a cascade would rewrite history. A trigger
 * puts each new entry into the queue of those that wait for their seal.
 */
export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_logs',
  properties: {
    id: idColumn(),
    tenantId: referenceColumn('Tenant'),
    at: createdAtColumn(),
    userId: referenceColumn('User').nullable(),
    action: enumColumn('audit_action', AUDIT_ACTIONS),
    entityType: p.string().length(50),
    /** The public id: what stood in the graph when it happened. */
    entityId: p.text().nullable(),
    changes: p.json<AuditChanges>().nullable(),
    ipAddress: p.string().length(45).nullable(),
    requestId: p.string().length(64).nullable(),
  },
  indexes: [
    { properties: ['tenantId', 'at', 'id'] },
    { properties: ['tenantId', 'userId', 'at'] },
    { properties: ['tenantId', 'action', 'at'] },
    { properties: ['tenantId', 'entityType', 'entityId'] },
  ],
});

/** Field → its value before and after; counts and hashes for entries that stand for many rows. */
export type AuditChanges = Record<string, unknown>;
