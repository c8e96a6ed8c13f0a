import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
} from 'graphql';
import { composeGraph } from '../../../src/gateway/compose.ts';
import { limitsOf } from '../../../src/gateway/limits/field-limits.ts';
import { schemaFiles } from '../../../src/gateway/schema-files.ts';
import { subgraphs } from '../../../src/gateway/subgraphs.ts';

let schema: GraphQLSchema;
let files: Record<string, string>;
beforeAll(async () => {
  const graph = await composeGraph(subgraphs);
  schema = graph.schema;
  files = schemaFiles(graph);
});

type Field = GraphQLField<unknown, unknown>;
type Place = [string, GraphQLObjectType, Field];

const objectsOf = (of: GraphQLSchema) =>
  Object.values(of.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('__'),
  ) as GraphQLObjectType[];
const fieldsOf = (of: GraphQLSchema): Place[] =>
  objectsOf(of).flatMap((type) =>
    Object.values(type.getFields()).map((field): Place => [`${type.name}.${field.name}`, type, field]),
  );

/** Lists of objects that nothing says the length of: neither they themselves, nor every field that leads to them. */
function endlessLists(of: GraphQLSchema): string[] {
  const fields = fieldsOf(of);
  const isSized = ([, type, field]: Place) => {
    const leading = fields.filter(([, , other]) => getNamedType(other.type) === type);
    const names = leading.map(([, , other]) => limitsOf(of, other).sizedFields);
    return (
      limitsOf(of, field).length !== null ||
      (names.length > 0 && names.every((sized) => sized.includes(field.name)))
    );
  };
  return fields
    .filter(
      ([, , field]) => isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)),
    )
    .filter((place) => !isSized(place))
    .map(([name]) => name);
}

/** Whole numbers that a caller may send without bounds. */
const boundless = (of: GraphQLSchema) =>
  fieldsOf(of).flatMap(([name, , field]) => {
    const bounded = limitsOf(of, field).arguments.filter(({ constraint }) => constraint?.max);
    const numbers = field.args.filter(({ type }) => getNamedType(type).name === 'Int');
    return numbers
      .filter((number) => bounded.every(({ definition }) => definition !== number))
      .map((number) => `${name}(${number.name})`);
  });

describe('the public schema', () => {
  it('tells the length of every list of objects', () => {
    expect(endlessLists(schema)).toEqual([]);
  });

  it('gives every whole number bounds', () => {
    expect(boundless(schema)).toEqual([]);
  });

  it('shows a list and a number that are forgotten', () => {
    const forgetful = buildSchema(`
      type Query { items(first: Int): [Item!]! page: Page }
      type Page { items: [Item!]! }
      type Item { id: ID! }
    `);
    expect(endlessLists(forgetful)).toEqual(['Query.items', 'Page.items']);
    expect(boundless(forgetful)).toEqual(['Query.items(first)']);
  });

  it('says in its SDL what costs how much, for clients and for a router', () => {
    const sizes = (text = '') => text.match(/@listSize\(/g)?.length ?? 0;
    expect(files['public.graphql']).toContain('health: HealthScore! @cost(weight: 10)');
    expect(files['public.graphql']).toContain(
      'first: Int @constraint(min: 1, max: 100, maxInPersisted: 1000)',
    );
    expect(sizes(files['public.graphql'])).toBeGreaterThan(30);
    expect(sizes(files['supergraph.graphql'])).toBe(sizes(files['public.graphql']));
  });
});
