import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Replicas } from '../platform/database/replicas/replicas.ts';
import type { RequestContext } from './context.ts';
import { createExecutor } from './execute.ts';
import { onReplicas } from './read-replicas.ts';

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/**
 * The door through which the server library lets another executor in. It asks for the text of a supergraph, too,
 * but only to pass it on to plugins, of which we have none that reads it.
 */
export function compiledGateway(schema: GraphQLSchema, replicas: Replicas | undefined): Gateway {
  const executor = createExecutor(schema);
  const execute = replicas ? onReplicas(executor, schema, replicas) : executor;
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, request, context }) =>
        execute({
          document,
          // As it was asked for: where no operation has that name, the library says null, and an only one would run.
          operationName: request.operationName,
          variableValues: request.variables,
          contextValue: context,
        }),
    }),
    stop: async () => undefined,
  };
}
