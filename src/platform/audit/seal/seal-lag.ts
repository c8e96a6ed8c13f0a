import { type Kysely, sql } from 'kysely';
import type { AuditTables } from '../audit-seal.entity.ts';

/** How long the oldest entry waits for its seal, in milliseconds; 0 where none waits. */
export async function sealLagMs(db: Kysely<AuditTables>): Promise<number> {
  const { rows } = await sql<{ ms: string }>`
    select coalesce(round(extract(epoch from clock_timestamp() - min(queued_at)) * 1000), 0)::text as ms
    from audit_queue`.execute(db);
  return Number(rows[0]?.ms ?? 0);
}
