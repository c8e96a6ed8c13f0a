import { canonicalEntry, genesisHash, linkHash } from '../seal/chain.ts';
import type { Anchor } from './anchor.ts';
import type { SealedEntry } from './sealed-entries.ts';

/**
 * The number of the first link that is not what it was: its entry was changed, or is gone, or another stands there; or
 * the chain ends before the anchor. Null where every link holds.
 */
export async function firstBrokenLink(
  tenantKey: string,
  batches: AsyncIterable<SealedEntry[]>,
  anchor?: Anchor,
): Promise<bigint | null> {
  let hash = genesisHash(tenantKey);
  let sequence = 1n;
  for await (const batch of batches) {
    for (const link of batch) {
      if (link.entry === null || BigInt(link.sequence) !== sequence) return sequence;
      hash = linkHash(hash, canonicalEntry(link.sequence, link.entry));
      if (hash !== link.hash) return sequence;
      if (anchor?.sequence === sequence && anchor.hash !== hash) return sequence;
      sequence += 1n;
    }
  }
  return anchor && anchor.sequence >= sequence ? sequence : null;
}
