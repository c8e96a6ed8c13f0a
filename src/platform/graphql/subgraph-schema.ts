import { buildSubgraphSchema } from '@apollo/subgraph';
import { getResolversFromSchema, printSchemaWithDirectives } from '@graphql-tools/utils';
import { type DocumentNode, type GraphQLSchema, Kind, parse, print } from 'graphql';
import { buildSchema, getMetadataStorage, type PubSub } from 'type-graphql';
import { applyAudit } from '../audit/audit-middleware.ts';
import { applyRules } from '../security/rules.ts';
import type { Subgraph } from '../subgraph.ts';
import { type GraphContext, load } from './context.ts';
import { keepFieldExtensions } from './field-extensions.ts';
import { markOwner } from './field-owner.ts';
import { LIMIT_DIRECTIVES } from './limit.directives.ts';
import { refuseUnstorableText } from './storable-text.ts';

// Always linked: without it a router takes the document for Federation 1, where shared types leak fields silently.
const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize"])';

/** A subgraph made executable: the same schema is merged into the gateway or served alone behind a router. */
export interface SubgraphSchema {
  subgraph: Subgraph;
  /** Federation 2 SDL, as emitted to `schema/<name>.graphql`. */
  sdl: string;
  schema: GraphQLSchema;
}

export async function buildSubgraph(subgraph: Subgraph): Promise<SubgraphSchema> {
  readPropertiesDirectly();
  const code = await buildSchema({
    resolvers: subgraph.resolvers,
    orphanedTypes: subgraph.orphanedTypes,
    validate: false,
    pubSub: unused,
  });
  refuseUnstorableText(code);
  applyAudit(code);
  applyRules(code, subgraph.rules);
  const typeDefs = federationDocument(code);
  const resolvers = withReferences(subgraph, getResolversFromSchema(code));
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  keepFieldExtensions(code, schema);
  markOwner(schema, subgraph.name);
  return { subgraph, sdl: `${print(typeDefs)}\n`, schema };
}

/** A field without a method is a property. With a resolver of its own, each would be a call, of each row. */
function readPropertiesDirectly(): void {
  for (const field of getMetadataStorage().fields) field.simple ??= true;
}

// type-graphql insists on one as soon as there is a subscription; ours bring a `subscribe` of their own.
const unused: PubSub = {
  publish: () => {
    throw new Error('Events do not pass through the process.');
  },
  subscribe: () => {
    throw new Error('Events do not pass through the process.');
  },
};

function federationDocument(code: GraphQLSchema): DocumentNode {
  const { definitions } = parse(printSchemaWithDirectives(code));
  const types = definitions.filter((node) => node.kind !== Kind.SCHEMA_DEFINITION);
  const preamble = parse(LINK + LIMIT_DIRECTIVES).definitions;
  return { kind: Kind.DOCUMENT, definitions: [...preamble, ...types] };
}

/** A router finds this subgraph's types by `_entities`, through the very loaders that the gateway uses. */
function withReferences(subgraph: Subgraph, resolvers: ReturnType<typeof getResolversFromSchema>) {
  const references = Object.entries(subgraph.references).map(([typename, loader]) => [
    typename,
    {
      ...resolvers[typename],
      __resolveReference: ({ id }: { id: unknown }, context: GraphContext) =>
        load(context, loader, String(id)),
    },
  ]);
  return { ...resolvers, ...Object.fromEntries(references) };
}
