import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { JsonPageQuestion } from '../../platform/paging/json-pages.ts';

/** What the one `nodes` of a connection's selection asks for, where that is all JSON. */
export interface JsonMembers {
  /** The name of the list in the answer. */
  list: string;
  members: JsonPageQuestion['members'];
  /** Those of the members that are objects: they have selections of their own. */
  objects: FieldNode[];
}

/** Null where not all of it is JSON, or edges are asked for. */
export function jsonMembersOf({ selections }: SelectionSetNode, jsonFields: string[]): JsonMembers | null {
  const fields = selections.filter((node) => node.kind === Kind.FIELD);
  const nodes = fields.filter(({ name }) => name.value === 'nodes');
  const hasOthers = fields.length < selections.length || fields.some(({ name }) => name.value === 'edges');
  const [list] = nodes;
  if (jsonFields.length === 0 || hasOthers || nodes.length !== 1 || !list?.selectionSet) return null;
  const found = { members: new Map<string, string>(), objects: [] as FieldNode[] };
  if (!collect(list.selectionSet, jsonFields, found)) return null;
  return { list: nameInAnswer(list), members: [...found.members], objects: found.objects };
}

export const nameInAnswer = ({ alias, name }: FieldNode): string => alias?.value ?? name.value;

/** Whether all fields, those of fragments included, are JSON and unconditional; gathers them in the answer's order. */
function collect(
  { selections }: SelectionSetNode,
  jsonFields: string[],
  found: { members: Map<string, string>; objects: FieldNode[] },
): boolean {
  return selections.every((node) => {
    if (node.kind === Kind.FRAGMENT_SPREAD || node.directives?.length) return false;
    if (node.kind === Kind.INLINE_FRAGMENT) return collect(node.selectionSet, jsonFields, found);
    const { value: field } = node.name;
    found.members.set(nameInAnswer(node), field);
    if (!node.selectionSet) return jsonFields.includes(field);
    const isSecond = found.objects.some(({ name }) => name.value === field);
    found.objects.push(node);
    return jsonFields.includes(field) && !isSecond;
  });
}
