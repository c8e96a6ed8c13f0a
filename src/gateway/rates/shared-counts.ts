import type { Redis } from 'ioredis';
import { connectRedis } from '../../platform/redis.ts';

/** The Redis in which replicas count together; without it, whoever counts goes on by itself. */
export const connectSharedCounts = (url: string): Redis =>
  connectRedis(url, {
    lost: 'rates are counted by each process for itself',
    back: 'rates are counted together again',
  });
