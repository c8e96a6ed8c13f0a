import { mergeSchemas } from '@graphql-tools/schema';
import { type GraphQLSchema, print, visit } from 'graphql';
import { federationDocument } from '../../platform/graphql/federation-document.ts';
import type { GraphPart } from '../compose.ts';
import { guardEntities } from './entities.ts';
import { withoutStubs } from './owned-types.ts';
import { withoutRouterMachinery } from './router-machinery.ts';

/** Parts of the graph as one subgraph behind a router: one `_service`, and `_entities` over the types of all. */
export function asOneSubgraph(parts: GraphPart[]): GraphQLSchema {
  const schema = mergeSchemas({ schemas: parts.map((part) => part.schema) });
  const [first, ...others] = parts;
  const sdl = first && others.length === 0 ? first.sdl : mergedSdl(schema);
  const fields = schema.getQueryType()?.getFields() ?? {};
  // A router asks on its own behalf, when nobody is signed in.
  if (fields._service) fields._service.resolve = () => ({ sdl });
  if (fields._entities) guardEntities(fields._entities, schema);
  return schema;
}

function mergedSdl(schema: GraphQLSchema): string {
  const document = federationDocument(withoutRouterMachinery(schema));
  const withKeysOnce = visit(document, {
    ObjectTypeDefinition: (type) => ({ ...type, directives: withoutStubs(type.directives) }),
  });
  return `${print(withKeysOnce)}\n`;
}
