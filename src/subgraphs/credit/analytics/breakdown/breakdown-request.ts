import { badUserInput, type Issue } from '../../../../platform/errors.ts';
import type { DirectionName } from '../../../../platform/graphql/direction.type.ts';
import type { BreakdownOrder, BreakdownSort } from './breakdown.input.ts';
import type { LoanDimensionName } from './breakdown-dimensions.ts';

/** A breakdown as it is asked for, with nothing left open. */
export interface BreakdownRequest {
  by: LoanDimensionName[];
  first: number;
  sort: keyof typeof BreakdownSort;
  direction: DirectionName;
}

export const MAX_DIMENSIONS = 4;
export const DEFAULT_GROUPS = 100;
export const MAX_GROUPS = 1000;

/** Checks the arguments; throws BAD_USER_INPUT with every fault. */
export function breakdownRequest(
  by: LoanDimensionName[],
  first: number | null,
  orderBy: BreakdownOrder | null,
): BreakdownRequest {
  const groups = first ?? DEFAULT_GROUPS;
  const issues = [...dimensionIssues(by), ...groupIssues(groups)];
  if (issues.length > 0) throw badUserInput(issues);
  return { by, first: groups, sort: orderBy?.by ?? 'EXPOSURE', direction: orderBy?.direction ?? 'DESC' };
}

function dimensionIssues(by: LoanDimensionName[]): Issue[] {
  if (by.length < 1 || by.length > MAX_DIMENSIONS) {
    return [{ path: ['by'], message: `${by.length} dimensions; from 1 to ${MAX_DIMENSIONS}.` }];
  }
  return by.flatMap((dimension, index) =>
    by.indexOf(dimension) < index
      ? [{ path: ['by', index], message: `${dimension} is there already; each counts once.` }]
      : [],
  );
}

const groupIssues = (groups: number): Issue[] =>
  groups >= 1 && groups <= MAX_GROUPS
    ? []
    : [{ path: ['first'], message: `${groups} is not from 1 to ${MAX_GROUPS}.` }];
