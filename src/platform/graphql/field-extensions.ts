import { type GraphQLSchema, isObjectType } from 'graphql';

/** What decorators say of a field is no part of the SDL, and would be lost where a schema is built anew from it. */
export function keepFieldExtensions(from: GraphQLSchema, to: GraphQLSchema): void {
  for (const type of Object.values(from.getTypeMap()).filter(isObjectType)) {
    const target = to.getType(type.name);
    if (!isObjectType(target)) continue;
    for (const { name, extensions } of Object.values(type.getFields())) {
      Object.assign(target.getFields()[name]?.extensions ?? {}, extensions);
    }
  }
}
