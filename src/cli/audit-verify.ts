import type { MikroORM } from '@mikro-orm/postgresql';
import type { AuditTables } from '../platform/audit/audit-seal.entity.ts';
import { sealLagMs } from '../platform/audit/seal/seal-lag.ts';
import { type Anchor, readAnchor } from '../platform/audit/verify/anchor.ts';
import { type ChainVerification, verifyChain } from '../platform/audit/verify/verify-chain.ts';
import { type AuditChain, auditChains, onlyTenantOf } from './audit-chains.ts';

export interface VerifyOptions {
  tenant?: string;
  anchor?: string;
}

/** Recomputes the chains and says of each whether it holds; a script sees it by the exit code. */
export async function verifyAudit({ tenant, anchor }: VerifyOptions, { em }: MikroORM): Promise<void> {
  const chains = await auditChains(em.fork(), tenant);
  const anchors = anchorOf(chains, anchor);
  for (const chain of chains) {
    const found = await verifyChain(em, chain.tenantKey, anchors.get(chain));
    console.log(verdict(chain, found));
    if (!found.intact) process.exitCode = 1;
  }
  const lagMs = await sealLagMs(em.fork().getKysely<AuditTables>());
  console.log(`Without a seal for ${(lagMs / 1_000).toFixed(1)} s at the longest.`);
}

function anchorOf(chains: AuditChain[], anchor: string | undefined): Map<AuditChain, Anchor> {
  return anchor === undefined ? new Map() : new Map([[onlyTenantOf(chains), readAnchor(anchor)]]);
}

/** A chain in a line. */
export function verdict({ name }: AuditChain, found: ChainVerification): string {
  const state = found.intact ? 'intact' : `BROKEN at ${found.firstBrokenSequence}`;
  const counts = `${found.entryCount} entries, ${found.unsealedCount} not sealed yet`;
  const head = found.headSequence ? `; anchor ${found.headSequence}:${found.headHash}` : '';
  return `${name}: ${state}; ${counts}${head}`;
}
