import {
  extendSchema,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  parse,
} from 'graphql';
import { JsonText } from '../../platform/graphql/json-text.ts';
import { jsonFieldsOf } from '../../platform/paging/json-fields.ts';
import type { JsonPage, JsonPageQuestion } from '../../platform/paging/json-pages.ts';
import { parentAt, placesOf } from '../../platform/paging/json-references.ts';
import type { Connection } from '../../platform/paging/paged-list.ts';

type Fields = Record<string, GraphQLField<unknown, unknown>>;
type Resolve = GraphQLFieldResolver<Connection<unknown>, unknown, JsonPageQuestion>;

const ARGUMENTS = '(members: [[String!]!]!, withPageInfo: Boolean!)';

/** The hidden field of the objects that a page's nodes refer to by this field. */
export const objectsOf = (field: string): string => `_objects_${field}`;

/**
 * The public schema, and beside `nodes` and `pageInfo` of some connections, hidden fields that answer them as JSON,
 * and one for the objects that the nodes share.
 */
export function withJsonLists(schema: GraphQLSchema): GraphQLSchema {
  const connections = Object.values(schema.getTypeMap()).filter(isObjectType).filter(hasJsonFields);
  if (connections.length === 0) return schema;
  const extended = extendSchema(schema, parse(`scalar _JsonText ${connections.map(hiddenFields).join(' ')}`));
  for (const { name } of connections) addResolvers((extended.getType(name) as GraphQLObjectType).getFields());
  return extended;
}

const hasJsonFields = (type: GraphQLObjectType): boolean => jsonFieldsOf(type.getFields().nodes).length > 0;

const hiddenFields = (type: GraphQLObjectType): string => `extend type ${type.name} {
  _nodes${ARGUMENTS}: _JsonText! _pageInfo${ARGUMENTS}: PageInfo!
  ${references(type.getFields()).map(({ name, type: of }) => `${objectsOf(name)}${ARGUMENTS}: [${getNamedType(of).name}!]!`)}
}`;

/** The JSON fields of a list's nodes that are objects. */
function references({ nodes }: Fields): GraphQLField<unknown, unknown>[] {
  const node = nodes && getNamedType(nodes.type);
  if (!isObjectType(node)) return [];
  const fields = jsonFieldsOf(nodes).flatMap((name) => node.getFields()[name] ?? []);
  return fields.filter(({ type }) => isObjectType(getNamedType(type)));
}

function addResolvers(fields: Fields): void {
  resolveBy(fields._nodes, ({ nodes }) => new JsonText(nodes));
  resolveBy(fields._pageInfo, ({ pageInfo }) => pageInfo);
  for (const { name, resolve } of references(fields)) {
    resolveBy(fields[objectsOf(name)], ({ nodes }, context, info) =>
      placesOf(name, nodes).map((place) => resolve?.(parentAt(place), {}, context, info)),
    );
  }
}

function resolveBy(
  field: GraphQLField<unknown, unknown> | undefined,
  partOf: (page: JsonPage, context: unknown, info: Parameters<Resolve>[3]) => unknown,
): void {
  const resolve: Resolve = async (connection, question, context, info) =>
    partOf(await connection.readJsonPage(question), context, info);
  Object.assign(field ?? {}, { resolve });
}
