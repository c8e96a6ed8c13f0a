import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { useTestServer } from '../support/http.ts';
import { PASSWORD, seedIdentity } from '../support/identity-fixtures.ts';

const CLOSED_LIST = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
];

/** A filter that holds another, and so on. */
const nested = (depth: number): object => (depth === 0 ? {} : { not: nested(depth - 1) });
const asText = (value: object): string => JSON.stringify(value).replace(/"(\w+)":/g, '$1: ');

describe('bad input', () => {
  const database = useTestDatabase();
  const server = useTestServer(database);
  let token: string;
  let portfolioId: string;
  beforeAll(async () => {
    const { a } = await seedIdentity(database);
    [portfolioId] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 2)) as [string];
    token = await server.signIn('a.portfolio_manager', PASSWORD);
  });

  const everything = () =>
    database.query(
      'select (select json_agg(p) from portfolios p)::text as portfolios, (select json_agg(l) from loans l)::text as loans',
    );
  /** Asks, and asserts that the books are as they were. */
  async function refused(document: string, variables: object = {}) {
    const before = await everything();
    const { body } = await server.ask(document, variables as Record<string, unknown>, token);
    expect(await everything()).toEqual(before);
    expect(body.errors?.length).toBeGreaterThan(0);
    for (const { extensions } of body.errors) expect(CLOSED_LIST).toContain(extensions.code);
    return body.errors as { message: string; extensions: { code: string; issues?: { path: unknown[] }[] } }[];
  }
  const placesOf = (errors: Awaited<ReturnType<typeof refused>>) =>
    errors.flatMap(({ extensions }) => (extensions.issues ?? []).map(({ path }) => path.join('.')));

  const ANALYTICS = (args: string, selection = 'summary { totalLoans }') =>
    `{ analytics${args} { ${selection} } }`;
  const IN_VARIABLES =
    'query ($s: [ShockInput!], $f: LoanFilter) { analytics(scenario: $s, filter: $f) { summary { totalLoans } } }';

  it('an operation that the document does not have: the only one that it has does not run instead', async () => {
    const before = await everything();
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query: 'mutation A { createPortfolio(input: { name: "Unweighed" }) { id } }',
        operationName: 'B',
      }),
    });
    const message = 'Unknown operation named "B".';
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { errors: [{ message, extensions: { code: 'BAD_USER_INPUT', issues: [{ path: [], message }] } }] },
    ]);
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['a malformed id', '{ portfolio(id: "garbage") { name } }', ['id']],
    [
      'the id of another type',
      `{ loan(id: "${Buffer.from('Portfolio:1').toString('base64url')}") { loanId } }`,
      ['id'],
    ],
    ['a malformed cursor', '{ portfolios(after: "x") { nodes { name } } }', ['after']],
    ['first: 0', '{ portfolios(first: 0) { nodes { name } } }', ['portfolios.first']],
    ['first: -1', '{ portfolios(first: -1) { nodes { name } } }', ['portfolios.first']],
    ['first: 100000', '{ portfolios(first: 100000) { nodes { name } } }', ['portfolios.first']],
    ['months: 100000', ANALYTICS('', 'cashFlow(months: 100000) { month }'), ['analytics.cashFlow.months']],
    ['months: 0', ANALYTICS('', 'cashFlow(months: 0) { month }'), ['analytics.cashFlow.months']],
    ['by: []', ANALYTICS('', 'breakdown(by: []) { groupCount }'), ['analytics.breakdown.by']],
    [
      'top: -1',
      ANALYTICS('', 'defaultRisk(top: -1) { topRiskyLoans { loanId } }'),
      ['analytics.defaultRisk.top'],
    ],
    [
      'an unknown loan in a shock',
      ANALYTICS('(scenario: [{ removeLoan: { loanId: "nowhere" } }])'),
      ['scenario.0.removeLoan.loanId'],
    ],
    [
      'a share above 1',
      ANALYTICS('(scenario: [{ defaultShare: { share: "1.5" } }])'),
      ['scenario.0.defaultShare.share'],
    ],
    ['a filter 8 deep in the document', ANALYTICS(`(filter: ${asText(nested(8))})`), ['filter']],
  ])('%s: the answer names the place', async (_, document, places) => {
    expect(placesOf(await refused(document))).toEqual(places);
  });

  it('a filter 8 deep in a variable', async () => {
    expect(placesOf(await refused(IN_VARIABLES, { f: nested(8) }))).toEqual(['filter']);
  });

  it('a filter 50 deep', async () => {
    const deepest = Array(12).fill('not').join('.');
    expect(placesOf(await refused(IN_VARIABLES, { f: nested(50) }))).toEqual([`f.${deepest}`]);
    const inDocument = await refused(ANALYTICS(`(filter: ${asText(nested(50))})`));
    expect(placesOf(inDocument)).toEqual([`analytics.filter.${deepest}`]);
  });

  it.each([
    ['two keys', { rateShift: { basisPoints: '1' }, removeLoan: { loanId: 'L1' } }],
    ['no key', {}],
  ])('a shock with %s, in the document and in a variable', async (_, shock) => {
    const [inDocument] = await refused(ANALYTICS(`(scenario: [${asText(shock)}])`));
    expect(inDocument?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(placesOf(await refused(IN_VARIABLES, { s: [shock] }))).toEqual(['s.0']);
  });

  it('an amount that is no exact decimal, in the document', async () => {
    const loan = (amount: string) =>
      `mutation { createLoan(portfolioId: "${portfolioId}", input: { loanId: "N", borrower: "B", amount: "${amount}",
        rate: "5", sector: "S", maturityDate: "2199-01-01", status: PERFORMING }) { id } }`;
    expect((await refused(loan('1e3')))[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(placesOf(await refused(loan('12.345')))).toEqual(['input.amount']);
  });

  it('a stale version is a conflict that tells the current one', async () => {
    const update =
      'mutation ($id: ID!, $input: UpdatePortfolioInput!) { updatePortfolio(id: $id, input: $input) { version } }';
    await server.ask(update, { id: portfolioId, input: { description: 'x' } }, token);
    const errors = await refused(update, {
      id: portfolioId,
      input: { description: 'y', expectedVersion: 1 },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT', currentVersion: 2 } }]);
  });

  it('portfolios in several currencies are no selection', async () => {
    await database.query("update portfolios set currency = 'EUR' where name = 'Portfolio 0002'");
    const errors = await refused(ANALYTICS(''));
    await database.query("update portfolios set currency = 'GBP'");
    expect(errors[0]?.message).toContain('EUR, GBP');
  });

  it.each(['0001-01-01', '9999-12-31'])('asOf %s has a defined answer for every number', async (asOf) => {
    const selection = `summary { weightedAverageMaturityMonths pastMaturityCount } maturity { weightedAverageMonths ladder { exposure } }
      health { score } distribution(of: MONTHS_TO_MATURITY) { from to } breakdown(by: [MATURITY_BUCKET]) { groups { keys } }
      covenants(thresholds: { maxLeverage: null, maxDebtToEquity: "-1" }) { totalBreaches } cashFlow(months: 1) { total }`;
    const { body } = await server.ask(ANALYTICS(`(asOf: "${asOf}")`, selection), {}, token);
    expect(body.errors).toBeUndefined();
    expect(JSON.stringify(body)).not.toMatch(/NaN|Infinity/);
  });

  it('a day that does not exist is no day', async () => {
    expect((await refused(ANALYTICS('(asOf: "2026-02-29")')))[0]?.extensions.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });
});
