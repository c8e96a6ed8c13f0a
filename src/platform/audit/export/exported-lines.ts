import { type Kysely, sql } from 'kysely';
import type { AuditTables } from '../audit-seal.entity.ts';
import { canonicalEntry, genesisHash } from '../seal/chain.ts';
import { type SealedEntry, sealedEntries } from '../verify/sealed-entries.ts';
import type { ExportedRange } from './record-export.ts';

/**
 * A range of a tenant's chain as JSON Lines, in batches. `entry` is the very text that was hashed, so that anybody can
 * recompute the chain: `hash` is the SHA-256 of `previousHash`, a line feed and that text, in hexadecimal.
 */
export async function* exportedLines(
  db: Kysely<AuditTables>,
  tenantKey: string,
  { from, to }: ExportedRange,
): AsyncGenerator<string> {
  let previousHash = await hashAt(db, tenantKey, BigInt(from) - 1n);
  for await (const batch of sealedEntries(db, tenantKey, BigInt(from))) {
    const links = batch.filter(({ sequence }) => BigInt(sequence) <= BigInt(to));
    const lines = links.map((link) => {
      const line = lineOf(previousHash, link);
      previousHash = link.hash;
      return line;
    });
    yield lines.join('');
    if (links.length < batch.length) return;
  }
}

const lineOf = (previousHash: string, { sequence, hash, entry }: SealedEntry) =>
  `{"previousHash":"${previousHash}","entry":${entry && canonicalEntry(sequence, entry)},"hash":"${hash}"}\n`;

async function hashAt(db: Kysely<AuditTables>, tenantKey: string, sequence: bigint): Promise<string> {
  const { rows } = await sql<{ hash: string }>`
    select hash from audit_seals where tenant_id = ${tenantKey} and sequence = ${String(sequence)}`.execute(
    db,
  );
  return rows[0]?.hash ?? genesisHash(tenantKey);
}
