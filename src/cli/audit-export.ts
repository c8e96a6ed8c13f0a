import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { AuditTables } from '../platform/audit/audit-seal.entity.ts';
import { exportedLines } from '../platform/audit/export/exported-lines.ts';
import { recordExport } from '../platform/audit/export/record-export.ts';
import { sealAll } from '../platform/audit/seal/seal-pass.ts';
import { systemClock } from '../platform/clock.ts';
import { auditChains } from './audit-chains.ts';

export interface ExportOptions {
  tenant?: string;
  from: string;
}

/** Writes the sealed entries as JSON Lines to the output, one chain after another. */
export async function exportAudit({ tenant, from }: ExportOptions, { em }: MikroORM): Promise<void> {
  if (!/^[1-9]\d{0,17}$/.test(from)) throw new Error('--from is the number of an entry, from 1.');
  const db = em.fork().getKysely<AuditTables>();
  const origin = { viewer: null, clock: systemClock, ipAddress: null, requestId: randomUUID() };
  for (const { tenantKey } of await auditChains(em.fork(), tenant)) {
    const range = await recordExport(em, origin, tenantKey, from);
    if (range === null) continue;
    for await (const lines of exportedLines(db, tenantKey, range)) await print(lines);
  }
  await sealAll(db);
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
