import { createHash } from 'node:crypto';
import type { GatewayContext } from '@graphql-hive/gateway';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { openRates } from '../../../dist/src/gateway/rates/rates.js';
import type { Viewer } from '../../../dist/src/platform/security/viewer.js';
import { addressOf } from './headers.ts';

/** Counts a request, and says why it must not run; null: it may. */
export type CountRequest = (
  request: Request,
  context: GatewayContext,
) => Promise<{ errors: GraphQLFormattedError[] } | null>;

interface RateSettings {
  rateLimitPerMinute: number;
  redisUrl: string | undefined;
}

/**
 * Requests are counted where they are whole, by what their sender shows; sign-ins and files by the subgraphs, of which
 * each knows its own.
 */
export function requestRate({ rateLimitPerMinute, redisUrl }: RateSettings): CountRequest {
  const unlimited = Number.MAX_SAFE_INTEGER;
  const rates = openRates({
    redisUrl,
    rateLimitPerMinute,
    loginLimitPerMinute: unlimited,
    importLimitPerHour: unlimited,
  });
  return async (request, context) => {
    const shown = request.headers.get('authorization') ?? request.headers.get('x-api-key');
    const viewer = shown ? ({ userId: `of ${digest(shown)}` } as Viewer) : null;
    try {
      await rates.countRequest({ viewer, ipAddress: addressOf(context) });
      return null;
    } catch (refusal) {
      return { errors: [(refusal as GraphQLError).toJSON()] };
    }
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
