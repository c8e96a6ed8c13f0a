import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';

const OWNER = 'subgraph';

/** Notes at every field of a subgraph's whose it is, for whoever looks at the merged schema. */
export function markOwner(schema: GraphQLSchema, subgraph: string): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      field.extensions = { ...field.extensions, [OWNER]: subgraph };
    }
  }
}

/** The name of the subgraph that answers a field; of one that several answer alike, a key or a page's place, any of them. */
export const ownerOf = (field: GraphQLField<unknown, unknown>): string | undefined =>
  field.extensions[OWNER] as string | undefined;
