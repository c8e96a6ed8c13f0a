import { IsolationLevel } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type Kysely, sql } from 'kysely';
import { takingLong } from '../../database/long-work.ts';
import type { AuditTables } from '../audit-seal.entity.ts';
import { headOf } from '../seal/chain-head.ts';
import type { Anchor } from './anchor.ts';
import { firstBrokenLink } from './first-broken-link.ts';
import { sealedEntries } from './sealed-entries.ts';
import { unsealedEntries } from './unsealed-entries.ts';

/** What recomputing a tenant's chain found. Numbers of links are 64 bit: text. */
export interface ChainVerification {
  intact: boolean;
  entryCount: number;
  unsealedCount: number;
  /** The last link; null without one. */
  headSequence: string | null;
  headHash: string | null;
  /** The first link that does not hold; the next one, where an entry is not sealed as it should be. */
  firstBrokenSequence: string | null;
}

/** Recomputes every link of a tenant's chain, on one state of the database, which it does not change. */
export const verifyChain = (
  em: SqlEntityManager,
  tenantKey: string,
  anchor?: Anchor,
): Promise<ChainVerification> =>
  em.fork().transactional(
    (snapshot) => takingLong(snapshot, () => verify(snapshot.getKysely<AuditTables>(), tenantKey, anchor)),
    // A transaction that only reads keeps nobody from writing.
    { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true },
  );

async function verify(
  db: Kysely<AuditTables>,
  tenantKey: string,
  anchor: Anchor | undefined,
): Promise<ChainVerification> {
  const head = await headOf(db, tenantKey);
  const unsealed = await unsealedEntries(db, tenantKey);
  const broken =
    (await firstBrokenLink(tenantKey, sealedEntries(db, tenantKey), anchor)) ??
    (unsealed.isBroken ? head.sequence + 1n : null);
  return {
    intact: broken === null,
    entryCount: await countEntries(db, tenantKey),
    unsealedCount: unsealed.count,
    headSequence: head.sequence > 0n ? String(head.sequence) : null,
    headHash: head.sequence > 0n ? head.hash : null,
    firstBrokenSequence: broken === null ? null : String(broken),
  };
}

async function countEntries(db: Kysely<AuditTables>, tenantKey: string): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from audit_logs where tenant_id = ${tenantKey}`.execute(db);
  return Number(rows[0]?.count);
}
