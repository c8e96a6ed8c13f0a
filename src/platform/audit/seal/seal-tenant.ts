import { type Kysely, sql, type Transaction } from 'kysely';
import type { AuditTables } from '../audit-seal.entity.ts';
import { canonicalEntry, linkHash, type StoredEntry } from './chain.ts';
import { type ChainHead, headOf } from './chain-head.ts';
import { storedEntries } from './stored-entries.ts';

/** Entries that are sealed in one transaction. */
export const MAX_BATCH_ENTRIES = 1_000;

/**
 * Adds links for entries of a tenant that are committed and wait, the oldest first; those of transactions that still
 * run are not seen, and follow later. Returns how many; 0 also where another sealer has its turn.
 */
export const sealTenant = (db: Kysely<AuditTables>, tenantKey: string): Promise<number> =>
  db
    .transaction()
    // Each statement must see what the sealer before had committed when it gave up its turn.
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      if (!(await takesTurn(transaction, tenantKey))) return 0;
      const entries = await waitingEntries(transaction, tenantKey);
      if (entries.length === 0) return 0;
      await addLinks(transaction, tenantKey, await headOf(transaction, tenantKey), entries);
      await emptyQueue(transaction, tenantKey, entries);
      return entries.length;
    });

/**
 * One sealer at a time for a tenant, until its transaction ends. The queue is empty now and long a moment later: by its
 * statistics the planner would rather sort all of it than read its beginning.
 */
async function takesTurn(transaction: Transaction<AuditTables>, tenantKey: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`audit chain of tenant ${tenantKey}`}, 0)) as taken,
      set_config('enable_sort', 'off', true)`.execute(transaction);
  return rows[0]?.taken ?? false;
}

async function waitingEntries(
  transaction: Transaction<AuditTables>,
  tenantKey: string,
): Promise<StoredEntry[]> {
  const { rows } = await sql<{ key: string }>`
    select entry_id::text as key from audit_queue
    where tenant_id = ${tenantKey} order by entry_id limit ${MAX_BATCH_ENTRIES}`.execute(transaction);
  const keys = rows.map(({ key }) => key);
  const entries = await storedEntries(transaction, keys);
  // One that somebody deleted keeps its place in the queue, which the verification finds.
  return keys.map((key) => entries.get(key)).filter((entry) => entry !== undefined);
}

async function addLinks(
  transaction: Transaction<AuditTables>,
  tenantKey: string,
  head: ChainHead,
  entries: StoredEntry[],
): Promise<void> {
  let { sequence, hash } = head;
  const links = entries.map((entry) => {
    sequence += 1n;
    hash = linkHash(hash, canonicalEntry(String(sequence), entry));
    return { sequence: String(sequence), hash };
  });
  await sql`
    insert into audit_seals (tenant_id, sequence, entry_id, hash)
    select ${tenantKey}, * from unnest(${links.map((link) => link.sequence)}::bigint[],
      ${entries.map(({ id }) => id)}::bigint[], ${links.map((link) => link.hash)}::text[])`.execute(
    transaction,
  );
}

/** By key: others may have been committed in between. The range is for the planner, which knows nothing of the queue. */
function emptyQueue(transaction: Transaction<AuditTables>, tenantKey: string, entries: StoredEntry[]) {
  const keys = entries.map(({ id }) => id);
  return sql`
    delete from audit_queue
    where tenant_id = ${tenantKey} and entry_id between ${keys[0]} and ${keys.at(-1)}
      and entry_id = any(${keys}::bigint[])`.execute(transaction);
}
