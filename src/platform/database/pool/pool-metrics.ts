import type { Pool } from 'pg';
import { Gauge } from 'prom-client';
import { registry } from '../../metrics.ts';

/** Pools that are open; there is one, but for tests and programs that open several databases. */
const pools = new Set<Pool>();

new Gauge({
  name: 'riskgraph_pool_connections',
  help: 'Connections to the database. state: used, idle, waiting (requests without one) or most (as many as there may be).',
  labelNames: ['state'],
  registers: [registry],
  collect() {
    const sum = (count: (pool: Pool) => number) => [...pools].reduce((all, pool) => all + count(pool), 0);
    this.set(
      { state: 'used' },
      sum(({ totalCount, idleCount }) => totalCount - idleCount),
    );
    this.set(
      { state: 'idle' },
      sum(({ idleCount }) => idleCount),
    );
    this.set(
      { state: 'waiting' },
      sum(({ waitingCount }) => waitingCount),
    );
    this.set(
      { state: 'most' },
      sum(({ options }) => options.max ?? 0),
    );
  },
});

/** From now on until it ends, a pool counts. */
export function measurePool(pool: Pool): void {
  pools.add(pool);
  const end = pool.end.bind(pool) as () => Promise<void>;
  pool.end = (async () => {
    pools.delete(pool);
    await end();
  }) as Pool['end'];
}
