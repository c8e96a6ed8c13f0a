import { hostname } from 'node:os';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { AuditTables } from '../audit-seal.entity.ts';
import { type AuditOrigin, AuditTrail } from '../audit-trail.ts';

/** The links that are taken out, both ends included. */
export interface ExportedRange {
  count: number;
  from: string;
  to: string;
}

/**
 * Finds which links of a tenant's chain there are from a number on, and records that they are taken out before any is.
 * Null where there are none.
 */
export const recordExport = (
  em: SqlEntityManager,
  origin: AuditOrigin,
  tenantKey: string,
  from: string,
): Promise<ExportedRange | null> =>
  em.fork().transactional(async (transaction) => {
    const range = await sealedRange(transaction, tenantKey, from);
    if (range === null) return null;
    const audit = new AuditTrail(transaction, origin);
    const changes = { ...range, by: `riskgraph on ${hostname()}` };
    audit.record({ action: 'EXPORT', entityType: 'AuditEntry', tenantId: tenantKey, changes });
    await audit.write();
    return range;
  });

async function sealedRange(
  em: SqlEntityManager,
  tenantKey: string,
  from: string,
): Promise<ExportedRange | null> {
  const { rows } = await sql<{ count: string; from: string | null; to: string | null }>`
    select count(*) as count, min(sequence)::text as from, max(sequence)::text as to from audit_seals
    where tenant_id = ${tenantKey} and sequence >= ${from}`.execute(em.getKysely<AuditTables>());
  const [range] = rows;
  return range?.from && range.to ? { count: Number(range.count), from: range.from, to: range.to } : null;
}
