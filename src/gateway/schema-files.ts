import { getDocumentNodeFromSchema } from '@graphql-tools/utils';
import { type GraphQLSchema, lexicographicSortSchema, print, visit } from 'graphql';
import type { Graph } from './compose.ts';
import { composeSupergraph } from './federated/supergraph.ts';

/**
 * The files of `schema/`, by name: each subgraph's Federation 2 SDL, the supergraph that a router reads, and the
 * public schema that clients see. Throws with the composer's words where the subgraphs do not compose.
 */
export function schemaFiles({ schema, parts }: Graph): Record<string, string> {
  const files = parts.map(({ name, sdl }) => [`${name}.graphql`, sdl]);
  return {
    ...Object.fromEntries(files),
    'supergraph.graphql': composeSupergraph(parts),
    'public.graphql': publicSdl(schema),
  };
}

/** With the directives that clients know: what they say of cost and bounds is for everyone. */
function publicSdl(schema: GraphQLSchema): string {
  const known = new Set(schema.getDirectives().map(({ name }) => name));
  const document = getDocumentNodeFromSchema(lexicographicSortSchema(schema));
  const shown = visit(document, {
    Directive: ({ name }) => (known.has(name.value) ? undefined : null),
    // Its types have the names that they have by default.
    SchemaDefinition: () => null,
  });
  return `${print(shown)}\n`;
}
