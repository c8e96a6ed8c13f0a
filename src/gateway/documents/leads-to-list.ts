import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../limits/fragments.ts';

interface Selected {
  on: GraphQLNamedType | null | undefined;
  selectionSet: SelectionSetNode;
}

/** Whether a path of names in a valid document's answer (`['portfolio', 'loans', 'nodes']`) ends at a list of objects. */
export function leadsToList(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation, selectionSet }: OperationDefinitionNode,
  path: string[],
): boolean {
  let within: Selected[] = [{ on: schema.getRootType(operation), selectionSet }];
  let types: GraphQLOutputType[] = [];
  for (const name of path) {
    const fields = within.flatMap((selected) => fieldsNamed(name, selected, schema, document));
    types = fields.map(({ type }) => type);
    within = fields.flatMap(({ type, selectionSet }) =>
      selectionSet ? { on: getNamedType(type), selectionSet } : [],
    );
  }
  return types.some((type) => isListType(getNullableType(type)) && isCompositeType(getNamedType(type)));
}

/** Through fragments, each once. */
function fieldsNamed(name: string, selected: Selected, schema: GraphQLSchema, document: DocumentNode) {
  const fragments = fragmentsOf(document);
  const waiting = [selected];
  const found: { type: GraphQLOutputType; selectionSet: SelectionSetNode | undefined }[] = [];
  for (const { on, selectionSet } of waiting) {
    for (const node of selectionSet.selections) {
      if (node.kind === Kind.FIELD) {
        const field = isObjectType(on) || isInterfaceType(on) ? on.getFields()[node.name.value] : undefined;
        if (field && (node.alias ?? node.name).value === name)
          found.push({ type: field.type, selectionSet: node.selectionSet });
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (!fragment) continue;
      const type = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : on;
      waiting.push({ on: type, selectionSet: fragment.selectionSet });
      if (node.kind === Kind.FRAGMENT_SPREAD) fragments.delete(node.name.value);
    }
  }
  return found;
}
