import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type DocumentNode, type GraphQLSchema, Kind, parse } from 'graphql';
import { LIMIT_DIRECTIVES } from './limit.directives.ts';

// Always linked: without it a router takes the document for Federation 1, where shared types leak fields silently.
const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", ' +
  'import: ["@key", "@shareable", "@tag", "@inaccessible", "@cost", "@listSize"])';

const IN_PREAMBLE: Kind[] = [Kind.SCHEMA_DEFINITION, Kind.DIRECTIVE_DEFINITION];

/** What a subgraph says of itself to those who compose it: its types, and which of them are entities (Federation 2). */
export function federationDocument(code: GraphQLSchema): DocumentNode {
  const { definitions } = parse(printSchemaWithDirectives(code));
  const types = definitions.filter(({ kind }) => !IN_PREAMBLE.includes(kind));
  const preamble = parse(LINK + LIMIT_DIRECTIVES).definitions;
  return { kind: Kind.DOCUMENT, definitions: [...preamble, ...types] };
}
