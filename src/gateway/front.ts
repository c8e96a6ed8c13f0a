import { type IsRouter, knowsSecret } from './federated/router-only.ts';
import { checkCost, checkLimits } from './limits/check-limits.ts';
import { MAX_TOKENS } from './limits/limits.ts';
import type { CheckedRequest, CostEstimate } from './limits/weigh-request.ts';
import type { Rates } from './rates/rates.ts';

/** Who stands before a server: clients, or a router that has looked at what they ask. */
export interface Front {
  /** Null: everyone may ask. */
  isRouter: IsRouter | null;
  maxBodyBytes: number;
  maxTokens: number;
  /** Refuses what is too much. */
  weigh(request: CheckedRequest): CostEstimate;
  /** What is counted here of all that has a rate. */
  counted(rates: Rates): Rates;
}

export const CLIENTS: Front = {
  isRouter: null,
  maxBodyBytes: 256 * 1024,
  maxTokens: MAX_TOKENS,
  weigh: checkLimits,
  counted: (rates) => rates,
};

/**
 * A request of a client's becomes several of a router's, with fragments spread, names made up and things represented by
 * their keys. The limits of clients are kept at the edge; these are what the process can bear.
 */
export const routerWith = (secret: string): Front => ({
  isRouter: knowsSecret(secret),
  maxBodyBytes: 4 * 1024 * 1024,
  maxTokens: 10 * MAX_TOKENS,
  weigh: checkCost,
  // Sign-ins and imports come as often as clients send them; requests do not.
  counted: (rates) => ({ ...rates, countRequest: async () => {} }),
});
