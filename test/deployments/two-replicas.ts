import { serve } from '../faults/support/served.ts';
import { type AtEnd, type Recipe, SETTINGS } from './deployment.ts';
import { missingProgram } from './processes/programs.ts';
import { startProxy } from './processes/proxy.ts';
import { startRedis } from './processes/redis.ts';

/** Two processes share a database and a Redis; nginx hands each of them every other request. */
export const twoReplicas: Recipe = {
  name: 'two replicas behind a load balancer',
  missing: () => missingProgram('nginx', 'redis-server'),
  async start(databaseUrl, atEnd) {
    const redisUrl = await startRedis(atEnd);
    const start = () => startReplica(databaseUrl, redisUrl, atEnd);
    const processes = await Promise.all([start(), start()]);
    return { url: await startProxy(processes, atEnd), processes };
  },
};

/** One of several processes on a database. Its URL. */
export async function startReplica(databaseUrl: string, redisUrl: string, atEnd: AtEnd): Promise<string> {
  const { url, end } = await serve(databaseUrl, {
    ...SETTINGS,
    REDIS_URL: redisUrl,
    TRUSTED_PROXIES: '127.0.0.1',
  });
  atEnd(() => end('SIGTERM'));
  return url;
}
