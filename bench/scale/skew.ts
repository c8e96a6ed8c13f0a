import { type Random, seededRandom } from '../../src/demo/random.ts';

/** Shares of all loans by tenant, the largest first. */
export function tenantShares(tenants: number, skew: number): number[] {
  const weights = Array.from({ length: tenants }, (_, index) => (index + 1) ** -skew);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export interface Spread {
  /** The fullest of them, beside an even share. */
  fullestShard: number;
  fullestWorker: number;
  /** Tenants with a shard of their own: larger than a shard is to be. */
  isolated: number;
}

/** Lays tenants into shards as a hash does, gives the largest shards of their own, and spreads shards over workers. */
export function spreadOf(shares: number[], shards: number, workers: number): Spread {
  const random = seededRandom(1);
  const evenShare = 1 / shards;
  const own = shares.filter((share) => share > evenShare);
  const hashed = hashInto(shards, shares.slice(own.length), random);
  return {
    fullestShard: Math.max(...hashed, ...own) / evenShare,
    fullestWorker: Math.max(...balance([...own, ...hashed], workers)) * workers,
    isolated: own.length,
  };
}

function hashInto(count: number, shares: number[], random: Random): number[] {
  const shards = new Array<number>(count).fill(0);
  for (const share of shares) shards[Math.floor(random() * count)]! += share;
  return shards;
}

/** The largest first, each to whoever has least: what a rebalancer by size comes to. */
function balance(shards: number[], count: number): number[] {
  const workers = new Array<number>(count).fill(0);
  for (const shard of shards.sort((a, b) => b - a)) {
    workers[workers.indexOf(Math.min(...workers))]! += shard;
  }
  return workers;
}
