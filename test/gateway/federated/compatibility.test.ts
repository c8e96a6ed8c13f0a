import { type GraphQLSchema, graphql, parse, stripIgnoredCharacters, visit } from 'graphql';
import { Arg, Directive, Field, Float, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { composeGraph, type GraphPart } from '../../../src/gateway/compose.ts';
import { asOneSubgraph } from '../../../src/gateway/federated/one-subgraph.ts';
import { composeSupergraph } from '../../../src/gateway/federated/supergraph.ts';
import type { GraphContext } from '../../../src/platform/graphql/context.ts';
import { LoaderCache } from '../../../src/platform/graphql/loader.ts';
import { anyone } from '../../../src/platform/security/rules.ts';
import { defineSubgraph } from '../../../src/platform/subgraph.ts';

// What apollographql/apollo-federation-subgraph-compatibility asserts of a subgraph `products`, as far as
// `defineSubgraph` has it: _service, @link, @key of one field, @shareable, @tag, @inaccessible. Not there, because one
// process could not answer it alike: other keys than `id`, @requires, @provides, @external, @override,
// @interfaceObject, @composeDirective; nor ftv1, in whose place are OpenTelemetry's spans.

@ObjectType()
@Directive('@shareable')
class ProductDimension {
  @Field(() => String, { nullable: true })
  size!: string | null;

  @Field(() => Float, { nullable: true })
  weight!: number | null;

  @Field(() => String, { nullable: true })
  @Directive('@inaccessible')
  unit!: string | null;
}

@ObjectType()
@Directive('@key(fields: "id")')
class Product {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  sku!: string | null;

  @Field(() => String, { nullable: true })
  @Directive('@tag(name: "internal")')
  notes!: string | null;

  @Field(() => ProductDimension, { nullable: true })
  dimensions!: ProductDimension | null;
}

const PRODUCTS: Product[] = [
  {
    id: 'apollo-federation',
    sku: 'federation',
    notes: null,
    dimensions: { size: 'small', weight: 1, unit: 'kg' },
  },
  { id: 'apollo-studio', sku: 'studio', notes: null, dimensions: null },
];
const productOf = (id: string) => PRODUCTS.find((product) => product.id === id) ?? null;

@Resolver()
class ProductResolver {
  @Query(() => Product, { nullable: true })
  product(@Arg('id', () => ID) id: string): Product | null {
    return productOf(id);
  }
}

const products = defineSubgraph({
  name: 'products',
  resolvers: [ProductResolver],
  rules: { Query: { product: anyone } },
  references: { Product: { batch: async (ids: readonly string[]) => ids.map(productOf) } },
  entities: [],
});

let open: GraphQLSchema;
let parts: GraphPart[];
let served: GraphQLSchema;
let sdl: string;
beforeAll(async () => {
  ({ schema: open, parts } = await composeGraph([products]));
  served = asOneSubgraph(parts.filter(({ name }) => name === 'products'));
  sdl = stripIgnoredCharacters((await ask(served, '{ _service { sdl } }'))._service.sdl);
});

async function ask(schema: GraphQLSchema, source: string, variableValues = {}) {
  const contextValue = { viewer: {}, loaders: new LoaderCache() } as unknown as GraphContext;
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
  if (errors) throw errors[0];
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  return data as any;
}

const PRODUCT = (selection: string) => `{ product(id: "apollo-federation") { ${selection} } }`;

test('_service answers the document, and it is one', () => {
  expect(sdl).toContain('type Query{');
  expect(parse(sdl).definitions.length).toBeGreaterThan(5);
});

test('@link names one federation specification and imports what is used, by its own name', () => {
  const links = sdl.match(/@link\(.+?\)/g) ?? [];
  expect(links).toEqual([expect.stringContaining('url:"https://specs.apollo.dev/federation/v2.9"')]);
  const imported = new Set(/import:\[(.+?)\]/.exec(sdl)?.[1]?.replaceAll('"', '').split(' '));
  const used = new Set<string>();
  visit(parse(sdl), {
    SchemaExtension: () => false,
    Directive: ({ name }) => void used.add(`@${name.value}`),
  });
  for (const directive of ['@key', '@shareable', '@tag', '@inaccessible']) {
    expect(used).toContain(directive);
    expect(imported).toContain(directive);
  }
});

test('@key: an entity is found by it', async () => {
  expect(sdl).toMatch(/type Product@key\(fields:"id"\)\{/);
  const source =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { id sku } } }';
  const representations = ['apollo-studio', 'apollo-federation', 'nothing'].map((id) => ({
    __typename: 'Product',
    id,
  }));
  expect((await ask(served, source, { representations }))._entities).toEqual([
    { id: 'apollo-studio', sku: 'studio' },
    { id: 'apollo-federation', sku: 'federation' },
    null,
  ]);
});

test('@shareable: a type that two subgraphs have composes, and is answered', async () => {
  expect(sdl).toMatch(/type ProductDimension@shareable\{/);
  const inventory = {
    name: 'inventory',
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@shareable"])
      type ProductDimension @shareable { size: String weight: Float }
      type Query { box: ProductDimension }`,
  };
  expect(() => composeSupergraph([...parts, inventory])).not.toThrow();
  expect(() =>
    composeSupergraph([
      ...parts,
      { ...inventory, sdl: inventory.sdl.replace('Dimension @shareable', 'Dimension') },
    ]),
  ).toThrow('shareable');
  const { product } = await ask(open, PRODUCT('dimensions { size weight }'));
  expect(product).toEqual({ dimensions: { size: 'small', weight: 1 } });
});

test('@tag stands in the document, and in the supergraph', () => {
  expect(sdl).toContain('notes:String@tag(name:"internal")');
  expect(composeSupergraph(parts)).toMatch(/notes: String .*@tag\(name: "internal"\)/);
});

test('@inaccessible stands in the document; the router may ask for the field, and clients see none', async () => {
  expect(sdl).toContain('unit:String@inaccessible');
  const asked = PRODUCT('dimensions { unit }');
  expect(await ask(served, asked)).toEqual({ product: { dimensions: { unit: 'kg' } } });
  await expect(ask(open, asked)).rejects.toThrow('Cannot query field "unit" on type "ProductDimension".');
});
