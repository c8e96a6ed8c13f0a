import { badUserInput, type Issue } from '../errors.ts';
import type { GraphContext } from '../graphql/context.ts';
import {
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  MAX_PERSISTED_PAGE_SIZE,
  type TwoWayPageArgs,
} from './page-args.ts';

/** A page as the database is asked for it. */
export interface PageRequest {
  size: number;
  /** The page before a cursor, or the last page, is read backwards. */
  backward: boolean;
  cursor: string | null;
}

/** Checks paging arguments; throws BAD_USER_INPUT with every fault. */
export function toPageRequest(
  { first, after, last, before }: TwoWayPageArgs,
  { isPersisted }: Pick<GraphContext, 'isPersisted'> = {},
): PageRequest {
  const maxSize = isPersisted ? MAX_PERSISTED_PAGE_SIZE : MAX_PAGE_SIZE;
  const issues: Issue[] = [];
  for (const [name, size] of Object.entries({ first, last })) {
    if (typeof size === 'number' && (size < 1 || size > maxSize)) {
      issues.push({ path: [name], message: `${size} is not from 1 to ${maxSize}.` });
    }
  }
  const forward = isGiven(first) || isGiven(after);
  const backward = isGiven(last) || isGiven(before);
  if (forward && backward) {
    issues.push({ path: ['last'], message: '`first` and `after` do not go with `last` and `before`.' });
  }
  if (issues.length > 0) throw badUserInput(issues);
  const cursor = (backward ? before : after) ?? null;
  return { size: (backward ? last : first) ?? DEFAULT_PAGE_SIZE, backward, cursor };
}

const isGiven = (value: unknown) => value !== null && value !== undefined;
