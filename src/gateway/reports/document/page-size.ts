import { type GraphQLSchema, parse } from 'graphql';
import { GraphError } from '../../../platform/errors.ts';
import { MAX_PERSISTED_PAGE_SIZE } from '../../../platform/paging/page-args.ts';
import { checkLimits } from '../../limits/check-limits.ts';
import type { Variables } from '../ask.ts';
import { firstOf } from './page-document.ts';
import type { ReportList } from './report-lists.ts';

const SMALLER = [1, 2, 4, 10, 20, 50, 100];

/**
 * The variables that say how long pages are: the longest whose cost a request may have. Throws COST_EXCEEDED where even
 * short ones cost too much.
 */
export function pageSizes(
  schema: GraphQLSchema,
  text: string,
  variables: Variables,
  lists: ReportList[],
): Variables {
  const document = parse(text);
  const sizesOf = (size: number) => Object.fromEntries(lists.map((list) => [firstOf(list), size]));
  for (const divisor of SMALLER) {
    const sizes = sizesOf(MAX_PERSISTED_PAGE_SIZE / divisor);
    try {
      checkLimits({ schema, document, variables: { ...variables, ...sizes }, isPersisted: true });
      return sizes;
    } catch (error) {
      const isTooMuch = error instanceof GraphError && error.extensions.code === 'COST_EXCEEDED';
      if (!isTooMuch || divisor === SMALLER.at(-1)) throw error;
    }
  }
  return {};
}
