import { createRequire } from 'node:module';
import type { Executor } from '@graphql-tools/utils';
import type * as GraphQL from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { built, builtFile } from '../../built.ts';

type Project = {
  list: typeof import('../../../src/gateway/subgraphs.ts');
  schema: typeof import('../../../src/platform/graphql/subgraph-schema.ts');
  compose: typeof import('../../../src/gateway/compose.ts');
  files: typeof import('../../../src/gateway/schema-files.ts');
};
const { subgraphs } = await built<Project['list']>('gateway/subgraphs.js');
const { buildSubgraph } = await built<Project['schema']>('platform/graphql/subgraph-schema.js');
const { composeGraph } = await built<Project['compose']>('gateway/compose.js');
const { schemaFiles } = await built<Project['files']>('gateway/schema-files.js');

// The subgraphs are objects of the project's graphql-js; another copy of it would not know them.
const { execute } = createRequire(builtFile('main.js'))('graphql') as typeof GraphQL;

/** What a router reads. */
export const supergraphSdl = schemaFiles(await composeGraph(subgraphs))['supergraph.graphql']!;

const schemas = new Map<string, GraphQLSchema>();
for (const subgraph of subgraphs) schemas.set(subgraph.name, (await buildSubgraph(subgraph)).schema);

/** Asks a subgraph in this process, with the context of the request: as near as a gateway can get to it. */
export const executorOf = (name: string): Executor => {
  const schema = schemas.get(name.toLowerCase());
  return ({ document, variables, context }) => {
    if (!schema) throw new Error(`The subgraph ${name} is not served here.`);
    return execute({ schema, document, variableValues: variables, contextValue: context }) as never;
  };
};
