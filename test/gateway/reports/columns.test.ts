import { buildSchema, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { expandOperation } from '../../../src/gateway/documents/expand-operation.ts';
import { columnsOf, valueAt } from '../../../src/gateway/reports/document/columns.ts';
import { listsOf } from '../../../src/gateway/reports/document/report-lists.ts';
import { fieldsWithin } from '../../../src/gateway/reports/document/selected-fields.ts';

const schema: GraphQLSchema = buildSchema(`
  scalar Decimal scalar Date scalar DateTime scalar JSON enum Colour { RED }
  type Query { shop(first: Int, after: String): Shop shops: [Shop!]! }
  type Shop { name: String! owner: Person opened: Date sales(first: Int, after: String): SaleConnection! }
  type Person { fullName: String boss: Person }
  type SaleConnection { nodes: [Sale!]! edges: [SaleEdge!]! pageInfo: PageInfo! totalCount: Int! }
  type SaleEdge { cursor: String! node: Sale! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Sale { id: ID! price: Decimal at: DateTime count: Int! share: Float isPaid: Boolean colour: Colour tags: [String]
    extra: JSON buyer: Person parts: [Part!]! }
  type Part { name: String }
`);

function listsIn(text: string, named: string[] = []) {
  const document = parse(text);
  return listsOf(schema, expandOperation(document, getOperationAST(document)!), named);
}

function columnsIn(text: string, variables: Record<string, unknown> = {}) {
  const [list] = listsIn(text);
  const fields = list?.fields.flatMap((selected) => fieldsWithin(schema, selected)) ?? [];
  return columnsOf(schema, fields, variables);
}

describe('the lists of a report', () => {
  it('are those that stand in no other list, by the last name that tells them apart', () => {
    const text = `{ shop { sales { nodes { id parts { name } } } } other: shop { sales { nodes { id } } } shops { name } }`;
    expect(
      listsIn(text).map(({ path, name, connectionDepth }) => [path.join('.'), name, connectionDepth]),
    ).toEqual([
      ['shop.sales.nodes', 'shop.sales', 2],
      ['other.sales.nodes', 'other.sales', 2],
      ['shops', 'shops', null],
    ]);
  });

  it('are those alone that the document names, one within another too, paged by the outermost', () => {
    const text = `{ shop { sales { edges { node { parts { name } } } } } shops { name } }`;
    const [parts, ...others] = listsIn(text, ['shop.sales.edges.node.parts']);
    expect(parts).toMatchObject({ name: 'parts', connectionDepth: 2 });
    expect(others).toEqual([]);
  });

  it('are found through fragments, and each once', () => {
    const text = `{ ...A ...A } fragment A on Query { shop { ...B sales { nodes { price } } } }
      fragment B on Shop { sales { nodes { id } } }`;
    const [sales, ...others] = listsIn(text);
    expect({ name: sales?.name, selections: sales?.fields.length, others }).toEqual({
      name: 'sales',
      selections: 2,
      others: [],
    });
  });
});

describe('the columns of a report', () => {
  it('are flat, in the order and under the names of the document, each of its kind', () => {
    const text = `{ shop { sales { nodes { id price at count share isPaid colour tags extra
      by: buyer { fullName boss { fullName } } parts { name } } } } }`;
    expect(columnsIn(text).map(({ heading, kind }) => `${heading} ${kind}`)).toEqual([
      'id text',
      'price decimal',
      'at instant',
      'count number',
      'share number',
      'isPaid boolean',
      'colour text',
      'tags list',
      'extra json',
      'by.fullName text',
      'by.boss.fullName text',
      'parts json',
    ]);
  });

  it('leave out what a directive leaves out', () => {
    const text = `query ($yes: Boolean!, $no: Boolean!) { shop { sales { nodes {
      id price @include(if: $no) count @skip(if: $yes) ... @include(if: $no) { share } isPaid @include(if: $yes) } } } }`;
    const headings = columnsIn(text, { yes: true, no: false }).map(({ heading }) => heading);
    expect(headings).toEqual(['id', 'isPaid']);
  });

  it('are empty where an object on the way is null', () => {
    const column = { path: ['buyer', 'boss', 'fullName'] };
    expect(valueAt({ buyer: { boss: { fullName: 'Ada' } } }, column)).toBe('Ada');
    for (const row of [{ buyer: null }, { buyer: { boss: null } }, {}])
      expect(valueAt(row, column)).toBeNull();
  });
});
