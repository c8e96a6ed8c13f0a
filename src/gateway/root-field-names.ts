import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import { fragmentsOf } from './limits/fragments.ts';

/** The root fields of a valid operation: what each is called in the answer → what it is. */
export function rootFieldNames(
  document: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
): Map<string, string> {
  const names = new Map<string, string>();
  const fragments = fragmentsOf(document);
  const waiting: SelectionNode[] = [...selectionSet.selections];
  for (const selection of waiting) {
    if (selection.kind === Kind.FIELD) {
      names.set((selection.alias ?? selection.name).value, selection.name.value);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      waiting.push(...selection.selectionSet.selections);
    } else {
      const { value } = selection.name;
      waiting.push(...(fragments.get(value)?.selectionSet.selections ?? []));
      // Once is enough: spread twice at each level, thirty levels would never end.
      fragments.delete(value);
    }
  }
  return names;
}
