import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../../limits/fragments.ts';

/** A key of the answer's object: the field behind it, and every place that asks for it. */
export interface SelectedField {
  field: GraphQLField<unknown, unknown>;
  nodes: FieldNode[];
}

export type Parent = GraphQLNamedType | null | undefined;

/** Reads a valid document as an answer to it looks: by keys, in their order, with fragments where they are spread. */
export function selectionReader(schema: GraphQLSchema, document: DocumentNode) {
  const fragments = fragmentsOf(document);

  function collect(
    parent: Parent,
    { selections }: SelectionSetNode,
    found: Map<string, SelectedField>,
  ): void {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        add(parent, node, found);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (!fragment) continue;
      const { typeCondition, selectionSet } = fragment;
      collect(typeCondition ? schema.getType(typeCondition.name.value) : parent, selectionSet, found);
    }
  }

  function fieldsOf(
    parent: Parent,
    nodes: readonly { selectionSet?: SelectionSetNode | undefined }[],
  ): Map<string, SelectedField> {
    const found = new Map<string, SelectedField>();
    for (const { selectionSet } of nodes) if (selectionSet) collect(parent, selectionSet, found);
    return found;
  }

  return {
    fieldsOf,
    fieldsBelow: ({ field, nodes }: SelectedField) => fieldsOf(getNamedType(field.type), nodes),
  };
}

function add(parent: Parent, node: FieldNode, found: Map<string, SelectedField>): void {
  const key = (node.alias ?? node.name).value;
  const known = found.get(key);
  if (known) return void known.nodes.push(node);
  const field =
    isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
  if (field) found.set(key, { field, nodes: [node] });
}
