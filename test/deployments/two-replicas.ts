import { serve } from '../faults/support/served.ts';
import { type Recipe, SETTINGS } from './deployment.ts';
import { missingProgram } from './processes/programs.ts';
import { startProxy } from './processes/proxy.ts';
import { startRedis } from './processes/redis.ts';

/** Two processes share a database and a Redis; nginx hands each of them every other request. */
export const twoReplicas: Recipe = {
  name: 'two replicas behind a load balancer',
  missing: () => missingProgram('nginx', 'redis-server'),
  async start(databaseUrl, atEnd) {
    const REDIS_URL = await startRedis(atEnd);
    const startReplica = async () => {
      const { url, end } = await serve(databaseUrl, { ...SETTINGS, REDIS_URL, TRUSTED_PROXIES: 'loopback' });
      atEnd(() => end('SIGTERM'));
      return url;
    };
    const processes = await Promise.all([startReplica(), startReplica()]);
    return { url: await startProxy(processes, atEnd), processes };
  },
};
