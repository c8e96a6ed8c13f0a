import { defineEntity, type InferKyselyDB, p } from '@mikro-orm/postgresql';
import { bigintColumn, instantColumn, referenceColumn } from '../database/columns.ts';
import type { AuditEntryEntity } from './audit-entry.entity.ts';

/** A link of a tenant's chain: which entry is number so-and-so, and the hash over it and the link before. Append-only. */
export const AuditSealEntity = defineEntity({
  name: 'AuditSeal',
  tableName: 'audit_seals',
  properties: {
    tenantId: referenceColumn('Tenant').primary(),
    /** 1, 2, 3 … without a gap. */
    sequence: bigintColumn().primary(),
    entryId: bigintColumn().unique(),
    /** SHA-256, in hexadecimal. */
    hash: p.string().length(64),
  },
});

/** Entries that wait for their seal: filled by a trigger, emptied by the sealer, so that nobody waits for a number. */
export const AuditQueueEntity = defineEntity({
  name: 'AuditQueueItem',
  tableName: 'audit_queue',
  properties: {
    tenantId: referenceColumn('Tenant').primary(),
    entryId: bigintColumn().primary(),
    /** By the database's clock, which no writer can set; not when its transaction began, which may be long ago. */
    queuedAt: instantColumn().defaultRaw('clock_timestamp()'),
  },
});

/** The tables of the audit trail. */
export type AuditTables = InferKyselyDB<
  typeof AuditEntryEntity | typeof AuditSealEntity | typeof AuditQueueEntity
>;
