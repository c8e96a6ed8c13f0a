import { type Kysely, sql } from 'kysely';
import type { AuditTables } from '../audit-seal.entity.ts';
import { genesisHash } from './chain.ts';

/** Where a chain ends by now. */
export interface ChainHead {
  /** 0 before the first link. */
  sequence: bigint;
  hash: string;
}

export async function headOf(db: Kysely<AuditTables>, tenantKey: string): Promise<ChainHead> {
  const { rows } = await sql<{ sequence: string; hash: string }>`
    select sequence::text as sequence, hash from audit_seals
    where tenant_id = ${tenantKey} order by audit_seals.sequence desc limit 1`.execute(db);
  const [head] = rows;
  return head
    ? { sequence: BigInt(head.sequence), hash: head.hash }
    : { sequence: 0n, hash: genesisHash(tenantKey) };
}
