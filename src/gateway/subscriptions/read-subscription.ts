import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  validate,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { badUserInput } from '../../platform/errors.ts';
import type { Front } from '../front.ts';
import { parsedText, refuseAll } from '../sound-text.ts';

/** A subscription that may be begun, as far as its text tells. */
export interface SoundSubscription {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  operationName: string | undefined;
  variableValues: Record<string, unknown>;
  /** Of a trusted document. */
  isPersisted: boolean;
}

/** What a client sent, with the text that it called. */
export type CalledSubscription = SubscribePayload & { isPersisted?: boolean };

/** Throws an AggregateError of all that is wrong, or a GraphError where it is too much. */
export function readSubscription(
  { schema, front }: { schema: GraphQLSchema; front: Front },
  { query, operationName, variables, isPersisted = false }: CalledSubscription,
): SoundSubscription {
  const document = parsedText(query, front.maxTokens);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new AggregateError([noOperation()]);
  if (operation.operation !== 'subscription') throw new AggregateError([noSubscription(operation.operation)]);
  refuseAll(validate(schema, document), 'GRAPHQL_VALIDATION_FAILED');
  const variableValues = variables ?? {};
  front.weigh({ schema, document, operationName, variables: variableValues, isPersisted });
  const { errors = [] } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues);
  refuseAll(errors, 'BAD_USER_INPUT');
  return { document, operation, operationName: operationName ?? undefined, variableValues, isPersisted };
}

const noOperation = () =>
  badUserInput([{ path: ['operationName'], message: 'The document has no such operation.' }]);

const noSubscription = (operation: string) =>
  badUserInput([
    {
      path: ['query'],
      message: `This is a ${operation}: over WebSockets and event streams only subscriptions are served.`,
    },
  ]);
