import { type Kysely, sql } from 'kysely';
import type { AuditTables } from '../audit-seal.entity.ts';
import { MAX_BATCH_ENTRIES, sealTenant } from './seal-tenant.ts';

/**
 * Seals one batch of every tenant that waits, so that none waits for another's backlog. Returns whether more is left.
 * A chain that cannot be continued stops no other: what was wrong is thrown at the end.
 */
export async function sealPass(db: Kysely<AuditTables>): Promise<boolean> {
  const failures: unknown[] = [];
  let isMoreLeft = false;
  for (const tenantKey of await waitingTenants(db)) {
    const sealed = await sealTenant(db, tenantKey).catch((failure: unknown) => {
      failures.push(failure);
      return 0;
    });
    isMoreLeft ||= sealed === MAX_BATCH_ENTRIES;
  }
  if (failures.length > 0) throw failures[0];
  return isMoreLeft;
}

/** Seals all that waits, for a program that ends when its work is done. */
export async function sealAll(db: Kysely<AuditTables>): Promise<void> {
  while (await sealPass(db));
}

/** Steps from tenant to tenant by the index: a long queue is not read through. */
async function waitingTenants(db: Kysely<AuditTables>): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    with recursive waiting as (
      select min(tenant_id) as tenant_id from audit_queue
      union all
      select (select min(q.tenant_id) from audit_queue q where q.tenant_id > waiting.tenant_id)
      from waiting where waiting.tenant_id is not null
    )
    select tenant_id::text as key from waiting where tenant_id is not null`.execute(db);
  return rows.map(({ key }) => key);
}
