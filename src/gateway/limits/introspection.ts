import { GraphError } from '../../platform/errors.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import type { CheckedRequest } from './check-limits.ts';
import { planOf } from './document-plan.ts';

/** In production the schema is for those who have signed in; `__typename` is for everyone. */
export function refuseIntrospection(
  { schema, document, operationName }: CheckedRequest,
  { viewer, refusal }: Pick<GraphContext, 'viewer' | 'refusal'>,
): void {
  if (viewer || !planOf(schema, document, operationName)?.readsSchema) return;
  throw refusal ?? new GraphError('GRAPHQL_VALIDATION_FAILED', 'Sign in to read the schema.');
}
