import type { AtEnd } from '../deployment.ts';
import { freePort, run } from './programs.ts';

/** A Redis of its own, by its URL: counts of sign-ins are by address, and all of this machine's have one. */
export async function startRedis(atEnd: AtEnd): Promise<string> {
  const port = await freePort();
  const redis = run('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '']);
  atEnd(redis.stop);
  await redis.listens(port);
  return `redis://127.0.0.1:${port}`;
}
