import { GraphError } from '../../platform/errors.ts';
import { limitsHit } from '../../platform/metrics.ts';
import { type CheckedRequest, type CostEstimate, weighCost, weighRequest } from './weigh-request.ts';

export type { CheckedRequest, CostEstimate } from './weigh-request.ts';

/** `weighRequest`, at the server's door: what costs too much is counted. */
export const checkLimits = (request: CheckedRequest): CostEstimate => counting(() => weighRequest(request));

/** `weighCost`, likewise. */
export const checkCost = (request: CheckedRequest): CostEstimate => counting(() => weighCost(request));

function counting(weigh: () => CostEstimate): CostEstimate {
  try {
    return weigh();
  } catch (refusal) {
    const isTooDear = refusal instanceof GraphError && refusal.extensions.code === 'COST_EXCEEDED';
    if (isTooDear) limitsHit.inc({ limit: 'cost' });
    throw refusal;
  }
}
