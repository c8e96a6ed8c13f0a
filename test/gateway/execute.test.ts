import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { composeGraph } from '../../src/gateway/compose.ts';
import { createExecutor, type Executor } from '../../src/gateway/execute.ts';
import { formatError } from '../../src/gateway/format-error.ts';
import { subgraphs } from '../../src/gateway/subgraphs.ts';
import type { Viewer } from '../../src/platform/security/viewer.ts';
import { seedPortfolios } from '../support/book.ts';
import { contextFor } from '../support/context.ts';
import { useTestDatabase } from '../support/database.ts';
import { seedIdentity, type TenantFixture } from '../support/identity-fixtures.ts';

/** What differs between two executors must show in one of these. */
const DOCUMENTS: [what: string, document: string, variables?: Record<string, unknown>][] = [
  [
    'lists with fields of two subgraphs',
    '{ portfolios { totalCount nodes { name owner { username } loans { edges { cursor node { loanId amount expectedLoss } } pageInfo { hasNextPage } } } } }',
  ],
  [
    'analytics',
    '{ analytics { summary { totalExposure averageRating } concentration { gini topExposures { borrower share } } breakdown(by: [SECTOR]) { groups { keys exposure } } } }',
  ],
  [
    'fragments and aliases',
    'query { a: portfolios(first: 1) { ...names } b: portfolios(first: 2) { ...names ... on PortfolioConnection { totalCount } } } fragment names on PortfolioConnection { nodes { id title: name __typename } }',
  ],
  [
    'an interface',
    'query ($id: ID!) { node(id: $id) { __typename id ... on Portfolio { name currency } ... on Loan { loanId } } }',
  ],
  [
    'a filter inside a filter, as a variable',
    'query ($id: ID!, $filter: LoanFilter) { portfolio(id: $id) { loans(filter: $filter) { nodes { loanId } } } }',
    {
      filter: {
        or: [{ loanId: ['L1'] }, { not: { and: [{ amountFrom: '1500' }, { status: ['PERFORMING'] }] } }],
      },
    },
  ],
  [
    'one value where a list may be, an enum and a default',
    'query ($id: ID!, $by: [LoanDimension!]! = [SECTOR], $status: [LoanStatus!] = PERFORMING) { portfolio(id: $id) { analytics(filter: { status: $status }) { breakdown(by: $by) { groups { keys } } } } }',
  ],
  [
    'variables inside a literal, some left out',
    'query ($id: ID!, $search: String, $from: Decimal) { portfolio(id: $id) { loans(filter: { search: $search, amountFrom: $from }) { nodes { loanId } } } }',
    { from: '2000' },
  ],
  [
    'a null where a default stood',
    'query ($id: ID!, $top: Int = 1) { portfolio(id: $id) { analytics { concentration(top: $top) { topExposures { borrower } } } } }',
    { top: null },
  ],
  [
    'skip and include',
    'query ($id: ID!, $yes: Boolean!, $no: Boolean!) { portfolio(id: $id) { name @include(if: $yes) currency @skip(if: $yes) loans @include(if: $no) { totalCount } ... @skip(if: $no) { loanCount } } }',
    { yes: true, no: false },
  ],
  [
    'two shocks in one',
    'query ($id: ID!, $s: [ShockInput!]) { portfolio(id: $id) { analytics(scenario: $s) { summary { totalLoans } } } }',
    { s: [{ rateShift: { basisPoints: '10' }, pdMultiplier: { factor: '2' } }] },
  ],
  [
    'a value of the wrong type',
    'query ($id: ID!, $first: Int) { portfolio(id: $id) { loans(first: $first) { totalCount } } }',
    { first: 'many' },
  ],
  ['a variable that is missing', 'query ($other: ID!) { portfolio(id: $other) { name } }'],
  [
    'an error below a list, of a field that may be null',
    '{ portfolios { nodes { name loans(first: 1) { nodes { loanId amortization(termMonths: 5000) { totalInterest } } } } } }',
  ],
  [
    'an error of a field that must not be null',
    'query ($id: ID!) { portfolio(id: $id) { name analytics(filter: { pdFrom: 2, pdTo: 1, amountFrom: "2", amountTo: "1" }) { breakdown(by: [SECTOR, SECTOR]) { groupCount } } } }',
  ],
  ['a root field that is refused', '{ users { totalCount } me { username } }'],
  ['a field that is refused', 'query ($user: ID!) { user(id: $user) { username email role } }'],
  ['an id that is none', '{ node(id: "x") { id } loan(id: "y") { loanId } }'],
  ['operations by name', 'query other { me { id } } query asked { me { username } }'],
  ['introspection', '{ __schema { queryType { name } } __type(name: "Loan") { fields { name } } }'],
];

describe('the executor', () => {
  const database = useTestDatabase();
  let schema: GraphQLSchema;
  let executor: Executor;
  let viewer: Viewer;
  let ids: Record<string, unknown>;
  let a: TenantFixture;
  beforeAll(async () => {
    ({ schema } = await composeGraph(subgraphs));
    executor = createExecutor(schema);
    ({ a } = await seedIdentity(database));
    viewer = a.viewers.PORTFOLIO_MANAGER;
    const [id] = await seedPortfolios(database, viewer, 3);
    ids = { id, user: a.ids.users.ADMIN };
  });

  const asShown = ({ data, errors }: ExecutionResult) =>
    JSON.parse(JSON.stringify({ data, errors: errors?.map((error) => formatError(error.toJSON(), error)) }));

  test.each(
    DOCUMENTS.map(([what, text, variables = {}]) => [what, text, variables] as const),
  )('answers %s alike, whether compiled or not', async (_, text, variables) => {
    const document = parse(text);
    const args = () => ({
      document,
      variableValues: { ...ids, ...variables },
      operationName: text.includes('query asked') ? 'asked' : undefined,
      contextValue: contextFor(database, viewer),
    });
    const expected = asShown(await execute({ schema, ...args() }));
    for (const time of ['first', 'second', 'third']) {
      expect([time, asShown(await executor(args()))]).toEqual([time, expected]);
    }
  });

  it('runs mutations one after the other, and none after one that failed', async () => {
    const document = parse(`mutation ($id: ID!) {
      one: updatePortfolio(id: $id, input: { description: "one" }) { version }
      bad: updatePortfolio(id: $id, input: { description: "bad", expectedVersion: 1 }) { version }
      two: updatePortfolio(id: $id, input: { description: "two" }) { version }
    }`);
    for (let time = 0; time < 3; time++) {
      const contextValue = contextFor(database, viewer);
      const { data, errors } = await executor({ document, variableValues: ids, contextValue });
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ path: ['bad'], extensions: { code: 'CONFLICT' } }]);
    }
    const descriptions = await database.query(
      "select distinct description from portfolios where description <> ''",
    );
    expect(descriptions).toEqual([{ description: 'one' }]);
  });
});
