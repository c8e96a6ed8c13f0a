import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** A field as an expanded document selects it. */
export interface SelectedField {
  /** In the answer. */
  name: string;
  node: FieldNode;
  field: GraphQLField<unknown, unknown>;
  parent: GraphQLNamedType;
  /** Its own, and those of the fragments around it. */
  directives: readonly DirectiveNode[];
}

type On = GraphQLNamedType | null | undefined;

/** The fields of a selection on a type, those within fragments included; `__typename` is none. */
export function selectedFields(
  schema: GraphQLSchema,
  { selections }: SelectionSetNode,
  on: On,
  directives: readonly DirectiveNode[] = [],
): SelectedField[] {
  return selections.flatMap((node): SelectedField[] => {
    const all = [...directives, ...(node.directives ?? [])];
    if (node.kind === Kind.FIELD) {
      const field = isObjectType(on) || isInterfaceType(on) ? on.getFields()[node.name.value] : undefined;
      if (!field || !on) return [];
      return [{ name: (node.alias ?? node.name).value, node, field, parent: on, directives: all }];
    }
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    const type = node.typeCondition ? schema.getType(node.typeCondition.name.value) : on;
    return selectedFields(schema, node.selectionSet, type, all);
  });
}

/** What is selected below a field. */
export const fieldsWithin = (schema: GraphQLSchema, { node, field, directives }: SelectedField) =>
  node.selectionSet ? selectedFields(schema, node.selectionSet, getNamedType(field.type), directives) : [];

export const isListOfObjects = ({ field }: SelectedField): boolean =>
  isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type));

/** Whether a field answers a connection whose pages can be asked for one after another. */
export const isConnection = ({ field }: SelectedField): boolean => {
  const type = getNamedType(field.type);
  return (
    isObjectType(type) &&
    'pageInfo' in type.getFields() &&
    ['first', 'after'].every((name) => field.args.some((argument) => argument.name === name))
  );
};
