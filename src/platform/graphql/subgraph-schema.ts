import { buildSubgraphSchema } from '@apollo/subgraph';
import { getResolversFromSchema } from '@graphql-tools/utils';
import { type GraphQLSchema, print } from 'graphql';
import { buildSchema, getMetadataStorage, type PubSub } from 'type-graphql';
import { applyAudit } from '../audit/audit-middleware.ts';
import { applyRules } from '../security/rules.ts';
import type { Subgraph } from '../subgraph.ts';
import { type GraphContext, load } from './context.ts';
import { federationDocument } from './federation-document.ts';
import { keepFieldExtensions } from './field-extensions.ts';
import { markOwner } from './field-owner.ts';
import { refuseUnstorableText } from './storable-text.ts';
import { tagAdministration } from './tag-administration.ts';

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
  const typeDefs = tagAdministration(federationDocument(code), subgraph.rules);
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

/** A router finds this subgraph's types by `_entities`, through the very loaders that the gateway uses. */
function withReferences(subgraph: Subgraph, resolvers: ReturnType<typeof getResolversFromSchema>) {
  const references = Object.entries(subgraph.references).map(([typename, loader]) => [
    typename,
    {
      ...resolvers[typename],
      __resolveReference: ({ id }: { id?: unknown }, context: GraphContext) =>
        typeof id === 'string' ? load(context, loader, id) : null,
    },
  ]);
  return { ...resolvers, ...Object.fromEntries(references) };
}
