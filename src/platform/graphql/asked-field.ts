import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** By the nodes of the document, which are the same each time it is asked. */
const known = new WeakMap<readonly FieldNode[], Map<string, boolean>>();

/** Whether a field of this name is asked for anywhere within a field: what nobody asks for need not be computed. */
export function isAskedWithin(info: Info, name: string): boolean {
  const names = known.get(info.fieldNodes) ?? new Map<string, boolean>();
  known.set(info.fieldNodes, names);
  const asked = names.get(name) ?? info.fieldNodes.some((node) => asksFor(node.selectionSet, name, info));
  names.set(name, asked);
  return asked;
}

function asksFor(selection: SelectionSetNode | undefined, name: string, info: Info): boolean {
  return (selection?.selections ?? []).some((node) => {
    if (node.kind === Kind.FIELD) return node.name.value === name || asksFor(node.selectionSet, name, info);
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : info.fragments[node.name.value];
    return asksFor(fragment?.selectionSet, name, info);
  });
}
