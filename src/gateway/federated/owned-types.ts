import { type ConstDirectiveNode, type GraphQLSchema, isObjectType, Kind } from 'graphql';

/** The types that a router may ask a subgraph for by a key. */
export const ownedTypes = (schema: GraphQLSchema): Set<string> =>
  new Set(
    Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ astNode }) => keysOf(astNode?.directives).some((key) => !isStub(key)))
      .map(({ name }) => name),
  );

/** The directives of a type without the keys of stubs, where the type is owned here: it is no stub any more. */
export function withoutStubs(directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] {
  const isOwned = keysOf(directives).some((key) => !isStub(key));
  return directives.filter((directive) => !(isOwned && isKey(directive) && isStub(directive)));
}

const isKey = ({ name }: ConstDirectiveNode) => name.value === 'key';

const keysOf = (directives: readonly ConstDirectiveNode[] = []) => directives.filter(isKey);

/** Whether a `@key` says that the type is found elsewhere. */
const isStub = ({ arguments: args = [] }: ConstDirectiveNode): boolean =>
  args.some(({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value);
