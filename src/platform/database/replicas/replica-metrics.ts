import { Counter, Gauge } from 'prom-client';
import { registry } from '../../metrics.ts';

/** How a replica does. */
export interface ReplicaState {
  /** Where it is, without who signs in. */
  name: string;
  /** Whether what may be a moment old is read there. */
  inUse: boolean;
  /** It is no older than this; null where that is not known. */
  lagMs: number | null;
  /** What it has not replayed yet of the primary's log. */
  behindBytes: number | null;
  /** Why it cannot be read. */
  fault: string | null;
}

const sources = new Set<() => ReplicaState[]>();

/** From now on these replicas are measured; answers how to end that. */
export function measureReplicas(states: () => ReplicaState[]): () => void {
  sources.add(states);
  return () => sources.delete(states);
}

const all = () => [...sources].flatMap((states) => states());

new Gauge({
  name: 'riskgraph_replica_in_use',
  help: 'Whether what may be a moment old is read from a replica: 1, or 0 where it is away or too old.',
  labelNames: ['replica'],
  registers: [registry],
  collect() {
    this.reset();
    for (const { name, inUse } of all()) this.set({ replica: name }, inUse ? 1 : 0);
  },
});

new Gauge({
  name: 'riskgraph_replica_lag_seconds',
  help: 'How old what a replica answers is at most. Not there while it is not known.',
  labelNames: ['replica'],
  registers: [registry],
  collect() {
    this.reset();
    for (const { name, lagMs } of all()) if (lagMs !== null) this.set({ replica: name }, lagMs / 1_000);
  },
});

export const replicaReads = new Counter({
  name: 'riskgraph_replica_reads_total',
  help: 'Queries that may be a moment old. outcome: answered (by this replica), failed (by it, and asked again), behind (no replica was new enough) or own_write (none had what the viewer had written); the primary answered all but the first.',
  labelNames: ['replica', 'outcome'],
  registers: [registry],
});
