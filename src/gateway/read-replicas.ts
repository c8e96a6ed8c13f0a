import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import type { Replica } from '../platform/database/replicas/replica.ts';
import { replicaReads } from '../platform/database/replicas/replica-metrics.ts';
import type { Replicas } from '../platform/database/replicas/replicas.ts';
import { isAsOfNow } from '../platform/graphql/as-of-now.ts';
import type { GraphContext } from '../platform/graphql/context.ts';
import { LoaderCache } from '../platform/graphql/loader.ts';
import type { RequestContext } from './context.ts';
import type { Executor } from './execute.ts';
import { formatError } from './format-error.ts';
import { rootFieldNames } from './root-field-names.ts';

/**
 * Reads what may be a moment old from a replica: the whole of a query, from one. Whatever fails there for any reason but
 * the caller's is asked again of the primary, from its beginning: an answer never has parts of both.
 */
export function onReplicas(execute: Executor, schema: GraphQLSchema, replicas: Replicas): Executor {
  const mayBeOld = oldness(schema);
  return async (args) => {
    const context = args.contextValue as RequestContext;
    const operation = getOperationAST(args.document, args.operationName);
    const isReading = operation && !context.isAsOfNow && mayBeOld(args.document, operation);
    const replica = isReading && context.viewer ? replicas.choose(context.viewer) : null;
    if (!replica) return execute(args);
    const answer = await execute({ ...args, contextValue: contextOn(replica, context) });
    const isAnswered = !answer.errors?.some(isOurs);
    replicaReads.inc({ replica: replica.name, outcome: isAnswered ? 'answered' : 'failed' });
    return isAnswered ? answer : execute(args);
  };
}

/** Whether an operation is a query all of whose root fields may be answered from a moment ago; found out once. */
function oldness(
  schema: GraphQLSchema,
): (document: DocumentNode, operation: OperationDefinitionNode) => boolean {
  const fields = schema.getQueryType()?.getFields() ?? {};
  const known = new WeakMap<OperationDefinitionNode, boolean>();
  return (document, operation) => {
    const found = known.get(operation);
    if (found !== undefined) return found;
    const names = [...rootFieldNames(document, operation).values()];
    const mayBeOld = operation.operation === 'query' && !names.some((name) => isAsOfNow(fields[name]));
    known.set(operation, mayBeOld);
    return mayBeOld;
  };
}

/** The caller's context keeps the primary, for what is put on record of the request. */
const contextOn = ({ orm }: Replica, context: GraphContext): GraphContext => ({
  ...context,
  em: orm.em,
  loaders: new LoaderCache(),
});

/** Such as a standby's `canceling statement due to conflict with recovery`. Time that is up is up everywhere. */
const isOurs = (error: NonNullable<ExecutionResult['errors']>[number]): boolean => {
  const { extensions } = formatError(error.toJSON(), error);
  return ['SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR'].includes(String(extensions?.code));
};
