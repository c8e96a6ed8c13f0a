import type { Served } from '../faults/support/served.ts';
import type { TestPostgres } from './replicated-server.ts';

/** How the queries that may be a moment old were answered so far, by this process. */
export interface ReplicaReads {
  answered: number;
  failed: number;
  behind: number;
  own_write: number;
}

export async function readsOf({ url }: Served): Promise<ReplicaReads> {
  const reads: ReplicaReads = { answered: 0, failed: 0, behind: 0, own_write: 0 };
  for (const [, outcome, count] of (await metrics(url)).matchAll(READS)) {
    reads[outcome as keyof ReplicaReads] += Number(count);
  }
  return reads;
}

const READS = /^riskgraph_replica_reads_total\{.*outcome="(\w+)"\} (\d+)$/gm;

const metrics = async (url: string) => (await fetch(`${url}/metrics`)).text();

/** What the work at hand adds to the reads. */
export async function readsDuring(served: Served, work: () => Promise<unknown>): Promise<ReplicaReads> {
  const before = await readsOf(served);
  await work();
  const after = await readsOf(served);
  const outcomes = Object.keys(before) as (keyof ReplicaReads)[];
  return Object.fromEntries(
    outcomes.map((key) => [key, after[key] - before[key]]),
  ) as unknown as ReplicaReads;
}

export async function isInUse({ url }: Served): Promise<boolean> {
  return /^riskgraph_replica_in_use\{.*\} 1$/m.test(await metrics(url));
}

/** Runs `work` while the standby takes the primary's changes, and does not show them. */
export async function whilePaused(standby: TestPostgres, work: () => Promise<void>): Promise<void> {
  await standby.query('select pg_wal_replay_pause()');
  await until(async () => {
    const [row] = await standby.query<{ state: string }>('select pg_get_wal_replay_pause_state() as state');
    return row?.state === 'paused';
  });
  try {
    await work();
  } finally {
    await standby.query('select pg_wal_replay_resume()');
  }
}

/** A test that waits in vain runs into its own time limit. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
