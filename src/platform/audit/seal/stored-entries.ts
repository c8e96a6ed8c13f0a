import { type Kysely, sql } from 'kysely';
import type { AuditTables } from '../audit-seal.entity.ts';
import type { StoredEntry } from './chain.ts';

/**
 * Entries by key, those that there are: instants in UTC to the microsecond, `changes` as the database writes it. By a
 * statement of its own: joined to a queue that is empty now and long a moment later, the planner guesses wrong.
 */
export async function storedEntries(
  db: Kysely<AuditTables>,
  keys: string[],
): Promise<Map<string, StoredEntry>> {
  const { rows } = await sql<StoredEntry & { id: string }>`
    select id::text as id, tenant_id::text as "tenantId",
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, user_id::text as "userId",
      action::text as action, entity_type as "entityType", entity_id as "entityId", changes::text as changes,
      ip_address as "ipAddress", request_id as "requestId"
    from audit_logs where audit_logs.id = any(${keys}::bigint[])`.execute(db);
  return new Map(rows.map((entry) => [entry.id, entry]));
}
