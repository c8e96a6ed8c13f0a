import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../../limits/fragments.ts';

/** An operation with its fragments where they are spread, each time anew; null where it grows beyond `maxFields`. */
export function inlinedOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  maxFields: number,
): OperationDefinitionNode | null {
  const fragments = fragmentsOf(document);
  let left = maxFields;

  function inline(set: SelectionSetNode): SelectionSetNode {
    return { ...set, selections: left > 0 ? set.selections.flatMap(inlineOne) : [] };
  }

  function inlineOne(node: SelectionNode): SelectionNode[] {
    if (node.kind === Kind.FIELD) left -= 1;
    if (node.kind !== Kind.FRAGMENT_SPREAD) {
      return [
        node.selectionSet ? ({ ...node, selectionSet: inline(node.selectionSet) } as SelectionNode) : node,
      ];
    }
    const fragment = fragments.get(node.name.value);
    return fragment ? [spread(fragment)] : [];
  }

  const spread = ({ typeCondition, selectionSet }: FragmentDefinitionNode): SelectionNode => ({
    kind: Kind.INLINE_FRAGMENT,
    typeCondition,
    selectionSet: inline(selectionSet),
  });

  const selectionSet = inline(operation.selectionSet);
  return left > 0 ? { ...operation, selectionSet } : null;
}
