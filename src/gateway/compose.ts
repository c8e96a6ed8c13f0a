import { buildSubgraphSchema } from '@apollo/subgraph';
import { mergeSchemas } from '@graphql-tools/schema';
import { pruneSchema } from '@graphql-tools/utils';
import { type GraphQLSchema, print } from 'graphql';
import { buildSubgraph, type SubgraphSchema } from '../platform/graphql/subgraph-schema.ts';
import { applyRules } from '../platform/security/rules.ts';
import type { Subgraph } from '../platform/subgraph.ts';
import { withoutInaccessible } from './federated/inaccessible.ts';
import { withoutRouterMachinery } from './federated/router-machinery.ts';
import { NODE, nodeResolvers, nodeRules, nodeSdl } from './node.ts';
import { resolveReferencesThroughOwners } from './references.ts';

/** One of those that the graph is made of, as a router sees it. */
export interface GraphPart {
  name: string;
  /** Federation 2 SDL: what a router composes. */
  sdl: string;
  schema: GraphQLSchema;
}

/** The one graph, made of the subgraphs. */
export interface Graph {
  /** What clients are served: all subgraphs in one executable schema. */
  schema: GraphQLSchema;
  /** The subgraphs, `node` included. */
  parts: GraphPart[];
}

export async function composeGraph(subgraphs: Subgraph[]): Promise<Graph> {
  const built = await Promise.all(subgraphs.map(buildSubgraph));
  resolveReferencesThroughOwners(built);
  const named = built.map(({ subgraph, sdl, schema }) => ({ name: subgraph.name, sdl, schema }));
  const parts = [...named, nodePart(built)];
  return { schema: mergePublicly(parts), parts };
}

function nodePart(built: SubgraphSchema[]): GraphPart {
  const typeDefs = nodeSdl(built);
  const resolvers = {
    Query: nodeResolvers(built),
    Node: { __resolveType: (value: { __typename: string }) => value.__typename },
  };
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  applyRules(schema, nodeRules);
  return { name: NODE, sdl: `${print(typeDefs)}\n`, schema };
}

/** Merges all, without what only a router may see, and what is for other subgraphs alone. */
function mergePublicly(parts: GraphPart[]): GraphQLSchema {
  const merged = mergeSchemas({ schemas: parts.map(({ schema }) => schema) });
  return pruneSchema(withoutInaccessible(withoutRouterMachinery(merged)));
}
