import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type TitlePart, titlePartOf } from '../../../platform/graphql/title-field.ts';

/** What stands above a table, each part as often as it was found, in the order of the answer. */
export type Title = Record<TitlePart, string[]>;

const aliasOf = (part: TitlePart) => `_title_${part}`;
const ALIAS = /^_title_(portfolio|asOf)$/;

/** Also asks for what a title says of the objects that an expanded document reaches without passing a list. */
export function withTitleFields(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
): OperationDefinitionNode {
  const add = (set: SelectionSetNode, on: GraphQLNamedType | null | undefined): SelectionSetNode => {
    if (!isObjectType(on) && !isInterfaceType(on)) return set;
    const fields = on.getFields();
    const parts = Object.values(fields).flatMap((field) => {
      const part = titlePartOf(field);
      return part ? titleField(field.name, part) : [];
    });
    const within = (node: SelectionNode): SelectionNode => {
      if (node.kind !== Kind.FIELD || !node.selectionSet) return node;
      const type = fields[node.name.value]?.type;
      if (!type || isListType(getNullableType(type))) return node;
      return { ...node, selectionSet: add(node.selectionSet, getNamedType(type)) };
    };
    return { ...set, selections: [...set.selections.map(within), ...parts] };
  };
  const root = schema.getRootType(operation.operation);
  return { ...operation, selectionSet: add(operation.selectionSet, root) };
}

const titleField = (name: string, part: TitlePart): FieldNode => ({
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: aliasOf(part) },
  name: { kind: Kind.NAME, value: name },
});

/** What an answer says for a title. */
export function titleOf(data: unknown, title: Title = { portfolio: [], asOf: [] }): Title {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return title;
  for (const [name, value] of Object.entries(data)) {
    const part = ALIAS.exec(name)?.[1] as TitlePart | undefined;
    if (part && typeof value === 'string' && !title[part].includes(value)) title[part].push(value);
    else titleOf(value, title);
  }
  return title;
}
