import type { SqlEntityManager } from '@mikro-orm/postgresql';

/** Every tenant that anything of the trail is of, whether or not there still is such a tenant. */
export async function auditedTenants(em: SqlEntityManager): Promise<string[]> {
  const rows = await em.execute<{ key: string }[]>(
    `select distinct tenant_id::text as key from audit_logs
     union select distinct tenant_id::text from audit_seals
     union select distinct tenant_id::text from audit_queue order by key`,
  );
  return rows.map(({ key }) => key);
}
