import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** What holds selections: an operation, a fragment, a field that has some. */
export interface Spreadable {
  selectionSet: SelectionSetNode;
}

export function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/**
 * Computes something of selections, once for each selection set. Validation lets no fragment spread itself; should one
 * come here all the same, it counts as `within` inside itself, and nothing runs for ever.
 */
export function once<Of extends Spreadable, Result>(within: Result, compute: (of: Of) => Result) {
  const results = new Map<SelectionSetNode, Result>();
  return (of: Of): Result => {
    const known = results.get(of.selectionSet);
    if (known !== undefined) return known;
    results.set(of.selectionSet, within);
    const result = compute(of);
    results.set(of.selectionSet, result);
    return result;
  };
}
