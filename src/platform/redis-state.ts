import { Redis } from 'ioredis';

const TIMEOUT_MS = 1_000;

/** Whether Redis answers, and how fast. */
export interface RedisState {
  answers: boolean;
  latencyMs: number;
}

/** On a connection of its own, within a second or two. */
export async function redisState(url: string): Promise<RedisState> {
  const startedAt = performance.now();
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  const answers = await redis
    .connect()
    .then(() => redis.ping())
    .then(
      () => true,
      () => false,
    );
  redis.disconnect();
  return { answers, latencyMs: Math.round(performance.now() - startedAt) };
}
