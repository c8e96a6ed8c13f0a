import type { Issue } from '../../platform/errors.ts';
import type { Constraint } from '../../platform/graphql/limit.directives.ts';
import type { ArgumentPlan, Variables } from './argument-plan.ts';

/** Arguments beyond the bounds that the schema gives them, each place once. */
export function argumentFaults(bounded: ArgumentPlan[], variables: Variables, isPersisted: boolean): Issue[] {
  const issues = bounded.flatMap(({ limits, path, valueWith }) => {
    const message = faultOf(valueWith(variables), limits.constraint ?? {}, isPersisted);
    return message ? [{ path, message }] : [];
  });
  const byPlace = new Map(issues.map((issue) => [JSON.stringify(issue), issue]));
  return [...byPlace.values()];
}

function faultOf(value: unknown, constraint: Constraint, isPersisted: boolean): string | null {
  const { min, max, maxInPersisted, minItems, maxItems } = constraint;
  if (typeof value === 'number') {
    const most = (isPersisted ? maxInPersisted : null) ?? max;
    return outside(value, min, most) ? `${value} is not ${range(min, most)}.` : null;
  }
  const count = Array.isArray(value) ? value.length : value === null || value === undefined ? null : 1;
  return count !== null && outside(count, minItems, maxItems)
    ? `${count} items; ${range(minItems, maxItems)}.`
    : null;
}

type Bound = number | null | undefined;

const outside = (value: number, least: Bound, most: Bound) =>
  value < (least ?? -Infinity) || value > (most ?? Infinity);

const range = (least: Bound, most: Bound) =>
  least === null || least === undefined ? `at most ${most}` : `from ${least} to ${most}`;
