import { readdir, readFile } from 'node:fs/promises';
import { type GraphQLSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { composeGraph } from '../../../src/gateway/compose.ts';
import { type CostEstimate, checkLimits } from '../../../src/gateway/limits/check-limits.ts';
import { subgraphs } from '../../../src/gateway/subgraphs.ts';
import { bomb, times } from './documents.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  ({ schema } = await composeGraph(subgraphs));
});

function check(source: string, variables = {}, isPersisted = false): CostEstimate {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  return checkLimits({ schema, document, variables, isPersisted });
}
const costOf = (source: string, variables = {}) => check(source, variables).estimate;
const codeOf = (source: string, variables = {}, isPersisted = false) => {
  try {
    return check(source, variables, isPersisted).estimate;
  } catch (error) {
    return (error as { extensions: { code: string } }).extensions.code;
  }
};

const FOURTEEN = `id loanId borrower amount rate sector maturityDate creditRating status country version
  probabilityOfDefault expectedLoss riskWeightedAssets`;
const loansOf = (selection: string, first = 100) =>
  `{ portfolio(id: "x") { loans(first: ${first}) { nodes { ${selection} } } } }`;
const onePortfolio = (selection: string) => `{ portfolio(id: "x") { analytics { ${selection} } } }`;

describe('the estimate', () => {
  it.each([
    ['leaves are free', '{ me { id username } }', 1],
    ['a page has 20 nodes unless asked', '{ portfolios { nodes { id } } }', 1 + 20],
    [
      'nodes and edges are both counted',
      '{ portfolios(first: 2) { nodes { id } edges { node { id } } } }',
      1 + 2 + 2 * (1 + 1),
    ],
    [
      'a page without nodes is cheap',
      '{ portfolios(first: 100) { totalCount pageInfo { hasNextPage } } }',
      1 + 1,
    ],
    [
      'a page from the end counts too',
      '{ portfolio(id: "x") { loans(last: 7) { nodes { id } } } }',
      1 + 1 + 7,
    ],
    [
      'nodes are as many as the ids',
      '{ nodes(ids: ["a", "b", "c"]) { ... on Loan { portfolio { id } } } }',
      3 * (1 + 1),
    ],
    [
      'fragments are counted where they are spread',
      '{ me { ...O } portfolios(first: 5) { nodes { owner { ...O } } } } fragment O on User { organization { id } }',
      1 + 1 + 1 + 5 * (1 + 1 + 1),
    ],
    [
      'a list in a fragment is as long as its connection',
      '{ a: portfolios(first: 5) { ...P } b: portfolios(first: 7) { ...P } } fragment P on PortfolioConnection { nodes { owner { id } } }',
      1 + 5 * 2 + 1 + 7 * 2,
    ],
    [
      'a field may weigh more',
      onePortfolio('summary { totalLoans } defaultRisk { coverage }'),
      1 + 1 + 10 + 20,
    ],
    [
      'a list may be as long as an argument of the field above says',
      onePortfolio('defaultRisk(top: 50) { topRiskyLoans { loanId } }'),
      1 + 1 + 20 + 50,
    ],
    [
      'or as long as that argument is unless given',
      onePortfolio('breakdown(by: [SECTOR]) { groups { keys } }'),
      1 + 1 + 20 + 100,
    ],
    ['a list may be its own', onePortfolio('cashFlow(months: 600) { total }'), 1 + 1 + 600],
    ['a list may be taken to be so long', '{ loan(id: "x") { ratingHistory { id } } }', 1 + 20],
    ['introspection is free', getIntrospectionQuery(), 0],
    ['the type name is free', '{ __typename me { __typename } }', 1],
    ['what is skipped counts', '{ me @skip(if: true) { id } }', 1],
  ])('%s', (_, document, estimate) => {
    expect(costOf(document)).toBe(estimate);
  });

  it('counts what a caller sends: each object, and shocks by their weight', () => {
    const document =
      'query ($s: [ShockInput!], $f: LoanFilter) { analytics(scenario: $s, filter: $f) { asOf } }';
    const filter = { or: [{ search: 'a' }, { not: { search: 'b' } }] };
    expect(costOf(document)).toBe(1);
    expect(costOf(document, { f: filter })).toBe(1 + 4);
    expect(costOf(document, { s: [{ notchDown: { notches: 1 } }] })).toBe(1 + 1 + 10);
    expect(costOf(document, { s: [{ defaultShare: { share: '0.1', filter } }] })).toBe(1 + 1 + 400 + 4);
    expect(costOf('{ analytics(scenario: [{ defaultShare: { share: "0.1" } }]) { asOf } }')).toBe(
      1 + 1 + 400,
    );
  });

  it('takes variables, their defaults, and null as the resolver does', () => {
    const document = 'query ($n: Int = 30) { portfolios(first: $n) { nodes { id } } }';
    expect(costOf(document)).toBe(31);
    expect(costOf(document, { n: 5 })).toBe(6);
    expect(costOf(document, { n: null })).toBe(21);
    expect(costOf('query ($n: Int) { portfolios(first: $n) { nodes { id } } }')).toBe(21);
  });

  it('is the same however often a document is asked, and other with other variables', () => {
    const document = parse('query ($n: Int) { portfolios(first: $n) { nodes { owner { id } } } }');
    const estimates = [1, 50, 1].map((n) => checkLimits({ schema, document, variables: { n } }).estimate);
    expect(estimates).toEqual([3, 101, 3]);
  });

  it('multiplies a bomb of fragments', () => {
    expect(costOf(`{ me { ...F0 } } ${bomb(10, 'organization { id }')}`)).toBe(1 + 2 ** 9);
    expect(codeOf(`{ me { ...F0 } } ${bomb(100, 'organization { id }')}`)).toBe('COST_EXCEEDED');
  });

  it('ends where a fragment spreads itself, should nobody have validated', () => {
    const document = parse('{ me { ...A } } fragment A on User { organization { id } ...A }');
    expect(checkLimits({ schema, document }).estimate).toBe(2);
  });

  it('lets a page of 100 loans with 14 fields pass, and one of 1,000 in a persisted document only', () => {
    expect(costOf(loansOf(FOURTEEN))).toBe(102);
    expect(codeOf(loansOf(FOURTEEN, 1_000))).toBe('BAD_USER_INPUT');
    expect(codeOf(loansOf(FOURTEEN, 1_000), {}, true)).toBe(1_002);
    expect(codeOf(loansOf(FOURTEEN, 1_001), {}, true)).toBe('BAD_USER_INPUT');
  });

  it('lets 20 sign-ins pass: they are counted one by one', () => {
    const login = (at: number) =>
      `l${at}: login(input: { usernameOrEmail: "x", password: "y" }) { tokenType }`;
    expect(costOf(`mutation { ${times(20, login)} }`)).toBe(20 * (400 + 1));
  });

  it('lets the amortization of 20 loans pass, but not of a page of 100', () => {
    expect(costOf(loansOf('amortization { totalInterest }', 20))).toBe(2 + 20 * (1 + 100));
    expect(codeOf(loansOf('amortization { totalInterest }'))).toBe('COST_EXCEEDED');
    expect(costOf(loansOf('amortization(termMonths: 300) { payments { balance } }', 5))).toBe(
      2 + 5 * (1 + 100 + 300),
    );
  });
});

const OPERATIONS = 'schema/operations';
const files = (await readdir(OPERATIONS, { recursive: true })).filter((name) => name.endsWith('.graphql'));

/** One page with every number of a book: what a dashboard could ask at most. */
const EVERYTHING = `asOf currency
  summary { totalLoans totalExposure sectorBreakdown { sector count exposure } }
  defaultRisk { expectedLoss unexpectedLoss topRiskyLoans { loanId expectedLoss } }
  concentration { singleNameHhi gini topExposures { borrower exposure } }
  health { score level } maturity { ladder { label exposure } quarters { label exposure } pastMaturity { exposure } }
  cashFlow(months: 36) { month total } covenants { totalBreaches untested { covenant count } breachedLoans { nodes { loanId breaches { covenant } } } }
  distribution(of: PD) { from to loanCount } breakdown(by: [SECTOR], first: 20) { groups { keys exposure } }
  ratingMigration { upgrades periods { from upgrades } transitionMatrix { from counts } moves { nodes { from to } } }`;

describe('the limit', () => {
  it.each(files)('is far from %s', async (name) => {
    expect(costOf(await readFile(`${OPERATIONS}/${name}`, 'utf8'))).toBeLessThan(2_000);
  });

  it('is far from a dashboard with every number of four books', () => {
    const page = `{ portfolios(first: 4) { nodes { name analytics { ${EVERYTHING} } } } }`;
    expect(costOf(page)).toBeLessThan(3_000);
  });

  it('is far from the main numbers of 50 books, stressed', () => {
    const page = `{ portfolios(first: 50) { nodes { name analytics(scenario: [{ notchDown: { notches: 1 } }]) {
      summary { totalLoans } defaultRisk { expectedLoss } health { score } } } } }`;
    expect(costOf(page)).toBeLessThan(3_000);
  });
});
