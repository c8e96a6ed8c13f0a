import type { Redis } from 'ioredis';
import { type RateLimiterAbstract, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { rateLimited } from '../../platform/errors.ts';
import { limitsHit } from '../../platform/metrics.ts';
import type { Viewer } from '../../platform/security/viewer.ts';
import { addressNetwork } from './address-network.ts';
import { BoundedMemory } from './bounded-memory.ts';
import { type CountedOperation, countedFields } from './counted-fields.ts';
import { connectSharedCounts } from './shared-counts.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;

export interface RateOptions {
  /** Undefined: this process counts for itself. */
  redisUrl: string | undefined;
  rateLimitPerMinute: number;
  loginLimitPerMinute: number;
  importLimitPerHour: number;
}

/** Who asks, over HTTP or a socket. */
export interface CountedCaller {
  viewer: Viewer | null;
  ipAddress: string | null;
}

/** Who asks for what. */
export type CountedRequest = CountedCaller & CountedOperation;

export interface Rates {
  /** Counts a request, whatever it asks for. Throws RATE_LIMITED with `retryAfterSeconds`: then it must not run. */
  countRequest(caller: CountedCaller): Promise<void>;
  /** Counts what it would run that has a rate of its own. Throws RATE_LIMITED likewise. */
  admit(request: CountedRequest): Promise<void>;
  close(): void;
}

/** Requests are counted by user, or by address where nobody is signed in; passwords by address; files by user. */
export function openRates(options: RateOptions): Rates {
  const redis = options.redisUrl ? connectSharedCounts(options.redisUrl) : null;
  const requests = openRate('requests', options.rateLimitPerMinute, MINUTE_SECONDS, redis);
  const logins = openRate('sign-ins', options.loginLimitPerMinute, MINUTE_SECONDS, redis);
  const imports = openRate('imports', options.importLimitPerHour, HOUR_SECONDS, redis);
  return {
    countRequest: (caller) => requests(callerOf(caller), 1),
    async admit({ viewer, ipAddress, ...operation }) {
      const counts = countedFields(operation);
      if (counts.login > 0) await logins(addressOf(ipAddress), counts.login);
      if (counts.import > 0) await imports(callerOf({ viewer, ipAddress }), counts.import);
    },
    close: () => redis?.disconnect(),
  };
}

const addressOf = (ipAddress: string | null) => `address:${addressNetwork(ipAddress ?? 'unknown')}`;

const callerOf = ({ viewer, ipAddress }: CountedCaller) =>
  viewer ? `user:${viewer.userId}` : addressOf(ipAddress);

/** Counts so many at once. Throws RATE_LIMITED. */
type Rate = (caller: string, count: number) => Promise<void>;

function openRate(what: string, limit: number, windowSeconds: number, redis: Redis | null): Rate {
  const limiter = limiterOf(
    { keyPrefix: `riskgraph:${what}`, points: limit, duration: windowSeconds },
    redis,
  );
  const window = windowSeconds === HOUR_SECONDS ? 'an hour' : 'a minute';
  return async (caller, count) => {
    const waitSeconds = await secondsToWait(limiter, caller, count);
    if (waitSeconds === 0) return;
    limitsHit.inc({ limit: what });
    const words = `Too many ${what}: at most ${limit} ${window}. Try again in ${waitSeconds} s.`;
    throw rateLimited(words, waitSeconds);
  };
}

/** Shared in Redis where there is one; without it, for a moment or for good, in this process. */
function limiterOf(
  options: { keyPrefix: string; points: number; duration: number },
  redis: Redis | null,
): RateLimiterAbstract {
  const insuranceLimiter = new BoundedMemory(options);
  if (!redis) return insuranceLimiter;
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    insuranceLimiter,
  });
}

async function secondsToWait(limiter: RateLimiterAbstract, caller: string, count: number): Promise<number> {
  try {
    await limiter.consume(caller, count);
    return 0;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
  }
}
