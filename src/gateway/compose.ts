import { buildSubgraphSchema } from '@apollo/subgraph';
import { mergeSchemas } from '@graphql-tools/schema';
import { filterSchema, pruneSchema } from '@graphql-tools/utils';
import { type DocumentNode, GraphQLSchema, print } from 'graphql';
import { buildSubgraph, type SubgraphSchema } from '../platform/graphql/subgraph-schema.ts';
import { applyRules } from '../platform/security/rules.ts';
import type { Subgraph } from '../platform/subgraph.ts';
import { nodeResolvers, nodeRules, nodeSdl } from './node.ts';
import { resolveReferencesThroughOwners } from './references.ts';

/** The one graph, made of the subgraphs. */
export interface Graph {
  /** What is served: all subgraphs in one executable schema. */
  schema: GraphQLSchema;
  /** Federation 2 SDL by subgraph name, `node` included: what a router composes. */
  subgraphSdl: Record<string, string>;
}

export async function composeGraph(subgraphs: Subgraph[]): Promise<Graph> {
  const built = await Promise.all(subgraphs.map(buildSubgraph));
  resolveReferencesThroughOwners(built);
  const node = nodeSdl(built);
  const subgraphSdl = Object.fromEntries(built.map(({ subgraph, sdl }) => [subgraph.name, sdl]));
  return {
    schema: mergePublicly(built, nodeSchema(node, built)),
    subgraphSdl: { ...subgraphSdl, node: `${print(node)}\n` },
  };
}

function nodeSchema(typeDefs: DocumentNode, built: SubgraphSchema[]): GraphQLSchema {
  const resolvers = {
    Query: nodeResolvers(built),
    Node: { __resolveType: (value: { __typename: string }) => value.__typename },
  };
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  applyRules(schema, nodeRules);
  return schema;
}

/** Merges and drops what only a router may see: `_service`, `_entities` and the federation directives. */
function mergePublicly(built: SubgraphSchema[], node: GraphQLSchema): GraphQLSchema {
  const merged = mergeSchemas({ schemas: [...built.map(({ schema }) => schema), node] });
  const open = filterSchema({
    schema: merged,
    rootFieldFilter: (_, name) => !name?.startsWith('_'),
    typeFilter: (name) => !name.includes('_') || name.startsWith('__'),
  });
  return pruneSchema(withoutFederationDirectives(open));
}

function withoutFederationDirectives(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  const isOurs = (name: string) => !FEDERATION_DIRECTIVES.test(name);
  return new GraphQLSchema({ ...config, directives: config.directives.filter(({ name }) => isOurs(name)) });
}

const FEDERATION_DIRECTIVES =
  /^(?:link|key|shareable|requires|provides|external|extends|tag|inaccessible|override|federation__)/;
