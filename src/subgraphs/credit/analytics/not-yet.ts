import { serviceUnavailable } from '../../../platform/errors.ts';

/** The one answer of everything in the contract that has no computation yet. */
export function notYet(field: string): never {
  throw serviceUnavailable(`${field} is not computed yet.`);
}
