import type { SqlEntityManager } from '@mikro-orm/postgresql';
import packageJson from '../../../package.json' with { type: 'json' };
import type { AuditTables } from '../../platform/audit/audit-seal.entity.ts';
import { headOf } from '../../platform/audit/seal/chain-head.ts';
import { auditChains } from '../audit-chains.ts';
import type { Manifest } from './manifest.ts';
import { rowCounts } from './row-counts.ts';

/** What a backup is of, as the transaction of `em` sees it. */
export async function describeDatabase(em: SqlEntityManager): Promise<Omit<Manifest, 'pgDump'>> {
  return {
    version: packageJson.version,
    createdAt: new Date().toISOString(),
    postgresql: await serverVersion(em),
    migrations: await migrationsOn(em),
    auditHeads: await auditHeads(em),
    rows: await rowCounts(em),
  };
}

export async function serverVersion(em: SqlEntityManager): Promise<string> {
  const [row] = await em.execute<{ version: string }[]>(
    "select split_part(current_setting('server_version'), ' ', 1) as version",
  );
  return String(row?.version);
}

async function migrationsOn(em: SqlEntityManager): Promise<string[]> {
  const [table] = await em.execute<{ found: boolean }[]>(
    "select to_regclass('mikro_orm_migrations') is not null as found",
  );
  if (!table?.found) throw new Error('There is nothing to back up: no migration has run on this database.');
  const rows = await em.execute<{ name: string }[]>('select name from mikro_orm_migrations order by name');
  return rows.map(({ name }) => name);
}

async function auditHeads(em: SqlEntityManager): Promise<Manifest['auditHeads']> {
  const heads: Manifest['auditHeads'] = [];
  for (const { tenantKey, name } of await auditChains(em)) {
    const { sequence, hash } = await headOf(em.getKysely<AuditTables>(), tenantKey);
    if (sequence > 0n) heads.push({ tenantKey, name, anchor: `${sequence}:${hash}` });
  }
  return heads;
}
