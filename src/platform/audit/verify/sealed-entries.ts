import { type Kysely, sql } from 'kysely';
import type { AuditTables } from '../audit-seal.entity.ts';
import type { StoredEntry } from '../seal/chain.ts';
import { storedEntries } from '../seal/stored-entries.ts';

/** Entries that are in memory at a time. */
const BATCH_ENTRIES = 5_000n;
/** Whatever number somebody may have given a link. */
const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;

export interface SealedEntry {
  sequence: string;
  hash: string;
  /** Null where the link's entry is gone. */
  entry: StoredEntry | null;
}

/** A tenant's links with their entries in the order of the chain, from a number on; in batches. */
export async function* sealedEntries(
  db: Kysely<AuditTables>,
  tenantKey: string,
  from = LEAST,
): AsyncGenerator<SealedEntry[]> {
  let first = await firstFrom(db, tenantKey, from);
  while (first !== null) {
    const last = min(first + BATCH_ENTRIES - 1n, GREATEST);
    yield await readBatch(db, tenantKey, first, last);
    first = last === GREATEST ? null : await firstFrom(db, tenantKey, last + 1n);
  }
}

/** Numbers follow each other: a range of them is read without being sorted, and a gap is jumped over. */
async function firstFrom(db: Kysely<AuditTables>, tenantKey: string, from: bigint): Promise<bigint | null> {
  const { rows } = await sql<{ first: string | null }>`
    select min(sequence)::text as first from audit_seals
    where tenant_id = ${tenantKey} and sequence >= ${String(from)}`.execute(db);
  return rows[0]?.first ? BigInt(rows[0].first) : null;
}

/** The entry is found by its key alone: one that was moved to another tenant is there, and differs. */
async function readBatch(
  db: Kysely<AuditTables>,
  tenantKey: string,
  first: bigint,
  last: bigint,
): Promise<SealedEntry[]> {
  const { rows } = await sql<Omit<SealedEntry, 'entry'> & { entryKey: string }>`
    select sequence::text as sequence, hash, entry_id::text as "entryKey" from audit_seals
    where tenant_id = ${tenantKey} and audit_seals.sequence between ${String(first)} and ${String(last)}
    order by audit_seals.sequence`.execute(db);
  const keys = rows.map(({ entryKey }) => entryKey);
  const entries = await storedEntries(db, keys);
  return rows.map(({ entryKey, ...link }) => ({ ...link, entry: entries.get(entryKey) ?? null }));
}

const min = (one: bigint, other: bigint) => (one < other ? one : other);
