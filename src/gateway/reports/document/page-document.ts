import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { ReportList } from './report-lists.ts';
import { withTitleFields } from './title-fields.ts';

/** Names under which a page document asks for what the report's own document did not. */
export const PAGE_INFO = '_pageInfo';
export const TOTAL_COUNT = '_totalCount';
export const firstOf = (list: ReportList) => `_first_${connectionOf(list)}`;
export const afterOf = (list: ReportList) => `_after_${connectionOf(list)}`;
const connectionOf = ({ path, connectionDepth }: ReportList) => path.slice(0, connectionDepth ?? 0).join('_');

/**
 * The text that reads pages of lists: of an expanded document what leads to them, and each connection on the way from
 * a cursor on (`$_after_…`), so many nodes at a time (`$_first_…`), whatever the document said. The first pages also
 * say how long the lists are, and what a title says of them.
 */
export function pageDocument(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  lists: ReportList[],
  part: 'first' | 'next',
): string {
  const select = (set: SelectionSetNode, depth: number, along: ReportList[]): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((node) => selectNode(node, depth, along)),
  });

  function selectNode(node: SelectionNode, depth: number, along: ReportList[]): SelectionNode[] {
    if (node.kind !== Kind.FIELD) {
      if (node.kind === Kind.FRAGMENT_SPREAD) return [];
      const selectionSet = select(node.selectionSet, depth, along);
      return selectionSet.selections.length > 0 ? [{ ...node, selectionSet }] : [];
    }
    const name = (node.alias ?? node.name).value;
    const further = along.filter(({ path }) => path[depth] === name);
    const isEnd = further.some(({ path }) => path.length === depth + 1);
    if (further.length === 0) return [];
    if (isEnd || !node.selectionSet) return [node];
    const selectionSet = select(node.selectionSet, depth + 1, further);
    const list = further.find(({ connectionDepth }) => connectionDepth === depth + 1);
    return [list ? paged({ ...node, selectionSet }, list, part) : { ...node, selectionSet }];
  }

  const pagedLists = lists.filter(({ connectionDepth }) => connectionDepth !== null);
  const selected = { ...operation, selectionSet: select(operation.selectionSet, 0, lists) };
  const titled = part === 'first' ? withTitleFields(schema, selected) : selected;
  return print(withVariables(titled, pagedLists));
}

const nameNode = (value: string): NameNode => ({ kind: Kind.NAME, value });

const PAGING = ['first', 'after', 'last', 'before'];

function paged(node: FieldNode, list: ReportList, part: 'first' | 'next'): FieldNode {
  const kept = (node.arguments ?? []).filter(({ name }) => !PAGING.includes(name.value));
  const given = { first: firstOf(list), after: afterOf(list) };
  const selections = node.selectionSet?.selections ?? [];
  return {
    ...node,
    arguments: [
      ...kept,
      ...Object.entries(given).map(([name, variable]) => variableArgument(name, variable)),
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        ...selections,
        field('pageInfo', PAGE_INFO, ['hasNextPage', 'endCursor']),
        ...(part === 'first' ? [field('totalCount', TOTAL_COUNT)] : []),
      ],
    },
  };
}

const variableArgument = (name: string, variable: string): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: nameNode(name),
  value: { kind: Kind.VARIABLE, name: nameNode(variable) },
});

const field = (name: string, alias?: string, within: string[] = []): FieldNode => ({
  kind: Kind.FIELD,
  name: nameNode(name),
  ...(alias && { alias: nameNode(alias) }),
  ...(within.length > 0 && {
    selectionSet: { kind: Kind.SELECTION_SET, selections: within.map((inner) => field(inner)) },
  }),
});

/** With the variables of paging, and without those that only what was left out had asked for. */
function withVariables(
  operation: OperationDefinitionNode,
  pagedLists: ReportList[],
): OperationDefinitionNode {
  const used = new Set<string>();
  visit({ ...operation, variableDefinitions: [] }, { Variable: ({ name }) => void used.add(name.value) });
  const kept = (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  const int: TypeNode = {
    kind: Kind.NON_NULL_TYPE,
    type: { kind: Kind.NAMED_TYPE, name: nameNode('Int') },
  };
  const string: TypeNode = { kind: Kind.NAMED_TYPE, name: nameNode('String') };
  // Two lists can be of one connection: its nodes, and its edges.
  const connections = [...new Map(pagedLists.map((list) => [connectionOf(list), list])).values()];
  const added = connections.flatMap((list) => [
    definition(firstOf(list), int),
    definition(afterOf(list), string),
  ]);
  return { ...operation, variableDefinitions: [...kept, ...added] };
}

const definition = (name: string, type: TypeNode): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: { kind: Kind.VARIABLE, name: nameNode(name) },
  type,
});
