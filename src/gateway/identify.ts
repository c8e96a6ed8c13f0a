import { authenticate, type House, type RequestContext } from './context.ts';
import type { Rates } from './rates/rates.ts';

/** Finds out who asks, and counts the request as theirs; once, whoever needs to know first. Throws RATE_LIMITED. */
export async function identify(house: House, rates: Rates, context: RequestContext): Promise<void> {
  if (context.isCounted) return;
  context.isCounted = true;
  await authenticate(house, context);
  await rates.countRequest(context);
}
