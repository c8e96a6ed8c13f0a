import {
  type DocumentNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../limits/fragments.ts';

/**
 * An operation of a valid document without named fragments: each stands where it was spread, once in a selection,
 * as the executor takes it. What the limits let pass does not grow beyond bounds by that.
 */
export function expandOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationDefinitionNode {
  const fragments = fragmentsOf(document);

  const expand = ({ selections }: SelectionSetNode, seen = new Set<string>()): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: selections.flatMap((node) => expandNode(node, seen)),
  });

  function expandNode(node: SelectionNode, seen: Set<string>): SelectionNode[] {
    if (node.kind === Kind.FIELD)
      return [node.selectionSet ? { ...node, selectionSet: expand(node.selectionSet) } : node];
    if (node.kind === Kind.INLINE_FRAGMENT)
      return [{ ...node, selectionSet: expand(node.selectionSet, seen) }];
    const { name, directives = [] } = node;
    const fragment = fragments.get(name.value);
    if (!fragment || seen.has(name.value)) return [];
    // What a directive may leave out here can still be wanted where it is spread again.
    if (directives.length === 0) seen.add(name.value);
    const { typeCondition, selectionSet } = fragment;
    const inline: InlineFragmentNode = {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition,
      directives,
      selectionSet: expand(selectionSet, seen),
    };
    return [inline];
  }

  return { ...operation, selectionSet: expand(operation.selectionSet) };
}
