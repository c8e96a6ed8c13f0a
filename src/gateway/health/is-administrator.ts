import type { Request } from 'express';
import { createContext, type House } from '../context.ts';
import { identify } from '../identify.ts';
import type { Rates } from '../rates/rates.ts';

/** Whether a request shows a token or key of an administrator; it is counted as any other that shows one. */
export async function isAdministrator(house: House, rates: Rates, request: Request): Promise<boolean> {
  const context = createContext(house, request, String(request.res?.get('x-request-id')));
  if (!context.credentials) return false;
  // Who cannot be asked now, or asks too often, is told what everyone is told.
  await identify(house, rates, context).catch(() => {});
  return ['ADMIN', 'SUPER_ADMIN'].includes(context.viewer?.role ?? '');
}
