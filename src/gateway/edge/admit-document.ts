import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  validate,
} from 'graphql';
import { type CostEstimate, checkLimits } from '../limits/check-limits.ts';
import { MAX_ISSUES, MAX_TOKENS } from '../limits/limits.ts';
import { parsedText, refusalOfAll, refuseAll } from '../sound-text.ts';
import { mayComeByGet, type Transport } from './transports.ts';

export interface AskedText {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  isTrusted: boolean;
}

export interface AdmittedDocument {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  cost: CostEstimate;
}

/** Whether a text may be executed, as far as it tells. Throws an AggregateError of all that is wrong, or a GraphError. */
export function admitDocument(
  schema: GraphQLSchema,
  asked: AskedText,
  transport: Transport,
): AdmittedDocument {
  const document = parsedText(asked.query, MAX_TOKENS);
  refuseAll(validate(schema, document), 'GRAPHQL_VALIDATION_FAILED');
  const operation = getOperationAST(document, asked.operationName);
  if (!operation) throw refusalOfAll([noOperation(asked)], 'OPERATION_RESOLUTION_FAILURE');
  if (transport === 'GET' && !mayComeByGet(operation)) throw byGet(operation);
  const { operationName, variables, isTrusted: isPersisted } = asked;
  const cost = checkLimits({ schema, document, operationName, variables, isPersisted });
  const { errors = [] } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, {
    maxErrors: MAX_ISSUES,
  });
  refuseAll(errors, 'BAD_USER_INPUT');
  return { document, operation, cost };
}

const byGet = ({ operation }: OperationDefinitionNode) =>
  new AggregateError([
    new GraphQLError(`GET requests only support query operations, not ${operation} operations`, {
      extensions: { code: 'BAD_REQUEST', http: { status: 405, headers: { allow: 'POST' } } },
    }),
  ]);

/** As the executor says it. */
const noOperation = ({ operationName }: AskedText) =>
  new GraphQLError(
    operationName
      ? `Unknown operation named "${operationName}".`
      : 'Must provide operation name if query contains multiple operations.',
  );
