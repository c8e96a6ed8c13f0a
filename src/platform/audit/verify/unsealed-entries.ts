import { type Kysely, sql } from 'kysely';
import type { AuditTables } from '../audit-seal.entity.ts';

/** Somebody keeps the sealer from its work, or took the entry past it. */
const OVERDUE_SECONDS = 60;

export interface UnsealedEntries {
  count: number;
  /** Whether one waits for longer than it may, waits in no queue, or is gone from where it waited. */
  isBroken: boolean;
}

/**
 * A tenant's entries without a link. How long one waits is told by the queue, by the database's clock: the entry's own
 * instant is whatever its writer said.
 */
export async function unsealedEntries(db: Kysely<AuditTables>, tenantKey: string): Promise<UnsealedEntries> {
  const { rows } = await sql<{ count: string; overdue: string; unqueued: string; vanished: string }>`
    select count(a.id) as count,
      count(*) filter (where q.queued_at < now() - make_interval(secs => ${OVERDUE_SECONDS})) as overdue,
      count(*) filter (where q.entry_id is null) as unqueued,
      count(*) filter (where a.id is null) as vanished
    from (
      select e.id from audit_logs e where e.tenant_id = ${tenantKey} and not exists (
        select from audit_seals s where s.entry_id = e.id and s.tenant_id = e.tenant_id
      )
    ) a full join (select entry_id, queued_at from audit_queue where tenant_id = ${tenantKey}) q
      on q.entry_id = a.id`.execute(db);
  const row = rows[0] as (typeof rows)[0];
  return {
    count: Number(row.count),
    isBroken: [row.overdue, row.unqueued, row.vanished].some((count) => Number(count) > 0),
  };
}
