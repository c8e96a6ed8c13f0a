import { GraphError, type Issue } from '../../../../platform/errors.ts';
import { loansThat } from '../../loan/loan-filter.sql.ts';
import type { LoanFilter } from '../../loan/loan-filter.type.ts';

/** More than 20 filters that use every field once; each condition costs the statement a parameter or two. */
const MAX_CONDITIONS = 500;

type Filter = LoanFilter | null | undefined;

/** What is wrong with a filter itself: its depth, its length. */
export function filterIssues(filter: Filter, path: Issue['path']): Issue[] {
  try {
    loansThat(filter, { path });
    return [];
  } catch (error) {
    if (error instanceof GraphError) return error.extensions.issues as Issue[];
    throw error;
  }
}

/** What is wrong with the filters of a scenario together; those that are too deep must have been refused. */
export function filtersIssues(filters: Filter[], path: Issue['path']): Issue[] {
  const count = filters.reduce((sum, filter) => sum + conditionsIn(filter), 0);
  if (count <= MAX_CONDITIONS) return [];
  return [{ path, message: `Its filters hold ${count} conditions; at most ${MAX_CONDITIONS}.` }];
}

/** Every field that is given, and every filter in `and`, `or` and `not`. */
function conditionsIn(filter: Filter): number {
  if (!filter) return 0;
  const { and, or, not, ...fields } = filter;
  const nested = [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])];
  const own = Object.values(fields).filter((value) => value !== null && value !== undefined);
  return nested.reduce((sum, inner) => sum + 1 + conditionsIn(inner), own.length);
}
