import { composeGraph } from '../../../src/gateway/compose.ts';
import { documentCheck } from '../../../src/gateway/documents/document-check.ts';
import { subgraphs } from '../../../src/gateway/subgraphs.ts';
import type { DocumentCheck, NewDocument } from '../../../src/platform/documents/document-check.ts';

let check: DocumentCheck;
beforeAll(async () => {
  const { schema } = await composeGraph(subgraphs);
  const byName = (name: string) => (name === 'Taken' ? ({} as never) : null);
  check = documentCheck(schema, { byId: () => null, byName });
});

const faultsOf = (document: Partial<NewDocument>) =>
  check({ name: 'report', body: '{ me { id } }', lists: [], ...document }).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
const LOANS =
  'query ($id: ID!, $n: Int = 100) { book: portfolio(id: $id) { ...Page } me { id } } fragment Page on Portfolio { loans(first: $n) { nodes { loanId } edges { node { ratingHistory { snapshotDate } } } totalCount } }';

describe('a document may be trusted', () => {
  it.each<[string, Partial<NewDocument>]>([
    ['that is a query', {}],
    ['that is a subscription', { body: 'subscription { portfolioChanged(portfolioId: "x") { kind } }' }],
    ['with pages of 1,000', { body: '{ portfolios(first: 1000) { nodes { name } } }' }],
    ['with a name, fragments and variables', { body: LOANS }],
    ['with its lists named', { body: LOANS, lists: ['book.loans.nodes', 'book.loans.edges'] }],
    ['with a list within a list', { body: LOANS, lists: ['book.loans.edges.node.ratingHistory'] }],
  ])('%s', (_, document) => {
    expect(faultsOf(document)).toEqual([]);
  });
});

describe('a document may not be trusted', () => {
  it.each<[string, string, string]>([
    [
      'that is no GraphQL',
      '{ me { id }',
      'body: Syntax Error: Expected Name, found <EOF>. (line 1, column 12)',
    ],
    ['that is empty', '', 'body: Syntax Error: Unexpected <EOF>. (line 1, column 1)'],
    [
      'that is not of the schema',
      '{ you }',
      'body: Cannot query field "you" on type "Query". (line 1, column 3)',
    ],
    [
      'that changes something',
      'mutation { logout }',
      'body: It has to be one query or subscription, and nothing else.',
    ],
    [
      'with two operations',
      'query A { me { id } } query B { me { id } }',
      'body: It has to be one query or subscription, and nothing else.',
    ],
    [
      'that is a query and a subscription',
      'query A { me { id } } subscription B { portfolioChanged(portfolioId: "x") { kind } }',
      'body: It has to be one query or subscription, and nothing else.',
    ],
    [
      'without one',
      'fragment F on User { id }',
      'body: It has to be one query or subscription, and nothing else.',
    ],
    [
      'that asks for too long a page',
      '{ portfolios(first: 1001) { nodes { id } } }',
      'body: portfolios.first: 1001 is not from 1 to 1000.',
    ],
    [
      'that costs too much',
      '{ portfolios(first: 1000) { nodes { loans(first: 1000) { nodes { id } } } } }',
      'body: The request would cost 1002001; at most 10000 is allowed. Ask for shorter lists, or for less of each item.',
    ],
  ])('%s', (_, body, fault) => {
    expect(faultsOf({ body })).toEqual([fault]);
  });

  it('that is longer than any document may be', () => {
    expect(faultsOf({ body: `{ ${'me { id } '.repeat(600)} }` })[0]).toContain('Document contains more');
  });

  it('that is a bomb of fragments, nor takes long to look at', () => {
    const levels = Array.from(
      { length: 25 },
      (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`,
    );
    const body = `{ ...F0 } ${levels.join(' ')} fragment F25 on Query { me { id } }`;
    expect(faultsOf({ body, lists: ['me.organization'] })[0]).toContain('root fields');
  });

  it('all of whose faults are told, each with its place', () => {
    expect(faultsOf({ name: 'Taken', body: '{ you they }' })).toEqual([
      'name: A document of riskgraph itself has this name.',
      'body: Cannot query field "you" on type "Query". (line 1, column 3)',
      'body: Cannot query field "they" on type "Query". (line 1, column 7)',
    ]);
  });

  it.each([
    '',
    'book',
    'book.loans',
    'portfolio.loans.nodes',
    'book.loans.nodes.loanId',
    'me',
    'book..nodes',
    '__proto__',
  ])('whose list would stand at "%s"', (list) => {
    expect(faultsOf({ body: LOANS, lists: ['book.loans.nodes', list] })).toEqual([
      'lists.1: There is no list of objects at this place of the answer.',
    ]);
  });
});
