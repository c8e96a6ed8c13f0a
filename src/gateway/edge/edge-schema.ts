import { mergeSchemas } from '@graphql-tools/schema';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import {
  type DefinitionNode,
  type DocumentNode,
  type GraphQLScalarType,
  type GraphQLSchema,
  isObjectType,
  isTypeDefinitionNode,
  Kind,
  parse,
  visit,
} from 'graphql';
import { composeGraph } from '../compose.ts';
import { subgraphs } from '../subgraphs.ts';

/**
 * The schema that clients of a router see: ours, with its scalars, costs and bounds, which a supergraph does not carry, and
 * what subgraphs of other teams add in the supergraph.
 */
export async function edgeSchema(supergraphSdl: string): Promise<GraphQLSchema> {
  const { schema: ours } = await composeGraph(subgraphs);
  const added = additionsTo(ours, transformSupergraphToPublicSchema(parse(supergraphSdl)));
  // Ours still names the directives of subgraphs, which no schema of clients defines.
  const schema = mergeSchemas({ schemas: [ours], typeDefs: added, assumeValidSDL: true });
  letFilesPass(schema);
  return schema;
}

/** Types that ours does not have, and fields that its types do not have, as they are told to clients. */
function additionsTo(ours: GraphQLSchema, { definitions }: DocumentNode): DocumentNode[] {
  const added = definitions.flatMap((definition): DefinitionNode[] => {
    if (!isTypeDefinitionNode(definition)) return [];
    const known = ours.getType(definition.name.value);
    if (!known) return [definition];
    if (!isObjectType(known) || definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const fields = definition.fields?.filter(({ name }) => !known.getFields()[name.value]) ?? [];
    return fields.length > 0 ? [{ kind: definition.kind, name: definition.name, fields }] : [];
  });
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: added };
  const forClients: DocumentNode = visit(document, {
    Directive: ({ name }) => (FOR_CLIENTS.includes(name.value) ? undefined : null),
  });
  return added.length > 0 ? [forClients] : [];
}

/** Directives that clients know; others are said between subgraphs. */
const FOR_CLIENTS = ['deprecated', 'oneOf'];

/** A router holds a file in another form; what is no file, the subgraph refuses. */
function letFilesPass(schema: GraphQLSchema): void {
  (schema.getType('Upload') as GraphQLScalarType).parseValue = (value) => value;
}
