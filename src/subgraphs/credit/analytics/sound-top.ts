import { badUserInput } from '../../../platform/errors.ts';

export const DEFAULT_TOP = 10;
export const MAX_TOP = 100;

/** How many entries a list of the largest shows: the argument `top`, or throws BAD_USER_INPUT. */
export function soundTop(top: number | null | undefined): number {
  const size = top ?? DEFAULT_TOP;
  if (size >= 1 && size <= MAX_TOP) return size;
  throw badUserInput([{ path: ['top'], message: `${size} is not from 1 to ${MAX_TOP}.` }]);
}
