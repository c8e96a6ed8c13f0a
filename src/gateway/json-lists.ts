import {
  type ConstArgumentNode,
  type ConstValueNode,
  type DocumentNode,
  extendSchema,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  OverlappingFieldsCanBeMergedRule,
  parse,
  parseConstValue,
  type SelectionSetNode,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { jsonFieldsOf } from '../platform/paging/json-fields.ts';
import type { JsonPageQuestion } from '../platform/paging/json-pages.ts';
import type { Connection } from '../platform/paging/paged-list.ts';
import { fragmentsOf } from './limits/fragments.ts';

type Members = JsonPageQuestion['members'];

const ARGUMENTS = '(members: [[String!]!]!, withPageInfo: Boolean!)';

/** The public schema, and beside `nodes` and `pageInfo` of some connections, hidden fields that answer them as JSON. */
export function withJsonLists(schema: GraphQLSchema): GraphQLSchema {
  const names = jsonConnections(schema).map(({ name }) => name);
  if (names.length === 0) return schema;
  const extensions = names.map(
    (name) => `extend type ${name} {
      _nodes${ARGUMENTS}: _JsonText! _pageInfo${ARGUMENTS}: PageInfo! }`,
  );
  const extended = extendSchema(schema, parse(`scalar _JsonText ${extensions.join(' ')}`));
  for (const name of names) addResolvers(extended.getType(name) as GraphQLObjectType);
  return extended;
}

const jsonConnections = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => jsonFieldsOf(type.getFields().nodes).length > 0);

function addResolvers(type: GraphQLObjectType): void {
  for (const part of ['nodes', 'pageInfo'] as const) {
    const resolve = async (connection: Connection<unknown>, question: JsonPageQuestion) =>
      (await connection.readJsonPage(question))[part];
    Object.assign(type.getFields()[`_${part}`] ?? {}, { resolve });
  }
}

/**
 * Asks for the hidden fields instead, wherever all that is asked of a list's nodes can be had as JSON: what is asked,
 * under which names, and where errors are shown, stays the same. The document itself where that is nowhere.
 */
export function asJsonLists(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  const fragments = fragmentsOf(document);
  const rewritten = visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet(selection) {
        const parent = types.getParentType();
        if (!isObjectType(parent)) return;
        const members = membersOf(selection, jsonFieldsOf(parent.getFields().nodes), fragments);
        return members ? withMembers(selection, members) : undefined;
      },
    }),
  );
  // Two selections of one list would ask the hidden fields for different things, where the document is sound.
  const isSound = validate(schema, rewritten, [OverlappingFieldsCanBeMergedRule]).length === 0;
  return isSound ? rewritten : document;
}

/** What the one `nodes` of a connection's selection asks for; null where that is not all JSON, or edges are asked for. */
function membersOf(
  { selections }: SelectionSetNode,
  jsonFields: string[],
  fragments: Map<string, FragmentDefinitionNode>,
): Members | null {
  const fields = selections.filter((node) => node.kind === Kind.FIELD);
  const nodes = fields.filter(({ name }) => name.value === 'nodes');
  const hasOthers = fields.length < selections.length || fields.some(({ name }) => name.value === 'edges');
  const selection = nodes[0]?.selectionSet;
  if (jsonFields.length === 0 || hasOthers || nodes.length !== 1 || !selection) return null;
  const members = new Map<string, string>();
  return collect(selection, jsonFields, fragments, members) ? [...members] : null;
}

/** Whether all fields, those of fragments included, are JSON and unconditional; gathers them in the answer's order. */
function collect(
  { selections }: SelectionSetNode,
  jsonFields: string[],
  fragments: Map<string, FragmentDefinitionNode>,
  members: Map<string, string>,
): boolean {
  return selections.every((node) => {
    if (node.directives?.length) return false;
    if (node.kind === Kind.FIELD) {
      members.set(node.alias?.value ?? node.name.value, node.name.value);
      return jsonFields.includes(node.name.value);
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    return fragment ? collect(fragment.selectionSet, jsonFields, fragments, members) : false;
  });
}

const argument = (name: string, value: ConstValueNode): ConstArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: { kind: Kind.NAME, value: name },
  value,
});

const HIDDEN: Record<string, string> = { nodes: '_nodes', pageInfo: '_pageInfo' };

function withMembers(selection: SelectionSetNode, members: Members): SelectionSetNode {
  const withPageInfo = selection.selections.some(
    (node) => node.kind === Kind.FIELD && node.name.value === 'pageInfo',
  );
  const question: JsonPageQuestion = { members, withPageInfo };
  const args = Object.entries(question).map(([name, value]) =>
    argument(name, parseConstValue(JSON.stringify(value))),
  );
  const hide = (node: FieldNode): FieldNode => {
    const hidden = HIDDEN[node.name.value];
    if (!hidden) return node;
    const { selectionSet, ...field } = node;
    return {
      ...field,
      alias: node.alias ?? node.name,
      name: { kind: Kind.NAME, value: hidden },
      arguments: args,
      ...(hidden === '_pageInfo' && selectionSet && { selectionSet }),
    };
  };
  return {
    ...selection,
    selections: selection.selections.map((node) => (node.kind === Kind.FIELD ? hide(node) : node)),
  };
}
