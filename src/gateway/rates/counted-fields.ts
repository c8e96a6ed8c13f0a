import { collectFields } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { type CountedAs, rateOf } from '../../platform/security/counted-as.ts';
import { fragmentsOf } from '../limits/fragments.ts';

/** A valid document, the operation of it that was asked for, and the variables as they were sent. */
export interface CountedOperation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode | undefined;
  variables: Record<string, unknown> | undefined;
}

/**
 * How often an operation would run mutations that have a rate of their own. Aliases, fragments, `@skip` and
 * `@include` count as the executor takes them; variables that it would refuse run nothing.
 */
export function countedFields(counted: CountedOperation): Record<CountedAs, number> {
  const counts = { login: 0, import: 0 };
  const { schema, document, operation, variables = {} } = counted;
  const root = schema.getMutationType();
  if (operation?.operation !== 'mutation' || !root) return counts;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (!coerced) return counts;
  const fragments = Object.fromEntries(fragmentsOf(document));
  const { fields } = collectFields(schema, fragments, coerced, root, operation.selectionSet);
  for (const [node] of fields.values()) {
    const field = root.getFields()[node?.name.value ?? ''];
    const rate = field && rateOf(field);
    if (rate) counts[rate] += 1;
  }
  return counts;
}
