import { Redis } from 'ioredis';
import { log } from './log.ts';

/** How long a request waits for Redis before it goes on without. */
const COMMAND_TIMEOUT_MS = 250;
/** A connection that is silent for so long is given up; until there is another, nobody waits for it. */
const SILENCE_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 1_000;
const RETRY_STEP_MS = 100;
const MAX_RETRY_MS = 5_000;

/** What is told when Redis is lost, and when it is back. */
export interface Told {
  lost: string;
  back: string;
}

/**
 * A Redis that replicas share. Its absence, at the start or later, is told once and never thrown: commands fail at
 * once, and whoever asked goes on by itself.
 */
export function connectRedis(url: string, told: Told): Redis {
  const redis = new Redis(url, {
    connectionName: 'riskgraph',
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * RETRY_STEP_MS, MAX_RETRY_MS),
  });
  let isLost = false;
  let lastFault = 'it closed the connection';
  redis.on('error', (fault: Error) => {
    lastFault = fault.message || String(fault);
  });
  redis.on('reconnecting', () => {
    if (!isLost) log.warn(`Redis is lost (${lastFault}): ${told.lost}.`);
    isLost = true;
  });
  redis.on('ready', () => {
    if (isLost) log.warn(`Redis is back: ${told.back}.`);
    isLost = false;
  });
  return redis;
}
