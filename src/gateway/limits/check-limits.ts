import { GraphError } from '../../platform/errors.ts';
import { limitsHit } from '../../platform/metrics.ts';
import { type CheckedRequest, type CostEstimate, weighRequest } from './weigh-request.ts';

export type { CheckedRequest, CostEstimate } from './weigh-request.ts';

/** `weighRequest`, at the server's door: what costs too much is counted. */
export function checkLimits(request: CheckedRequest): CostEstimate {
  try {
    return weighRequest(request);
  } catch (refusal) {
    const isTooDear = refusal instanceof GraphError && refusal.extensions.code === 'COST_EXCEEDED';
    if (isTooDear) limitsHit.inc({ limit: 'cost' });
    throw refusal;
  }
}
