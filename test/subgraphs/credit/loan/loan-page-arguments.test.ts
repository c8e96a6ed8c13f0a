import { contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, callerOf } from '../ask.ts';
import { addLoans, addPortfolio, type Stored } from '../books.ts';

const database = useTestDatabase();
let tenant: TenantFixture;
let portfolio: Stored;

const LOANS = (args: string) => `query ($id: ID!${args.includes('$cursor') ? ', $cursor: String' : ''}) {
  portfolio(id: $id) { loans(${args}) { nodes { loanId } totalCount pageInfo { endCursor } } } }`;

beforeAll(async () => {
  tenant = (await seedIdentity(database)).a;
  portfolio = await addPortfolio(database, tenant.viewers.ADMIN);
  await addLoans(database, portfolio, [{}, { amount: 5 }, {}]);
});

const caller = () => callerOf(database, tenant.viewers.ADMIN);
/** The one fault of a list with these arguments, although its nodes, count and pageInfo are all asked for. */
const faultOf = (args: string, cursor?: string) =>
  caller().refusal(LOANS(args), { id: portfolio.id, cursor });
const cursorOf = async (args: string): Promise<string> =>
  (await caller().ask(LOANS(args), { id: portfolio.id })).portfolio.loans.pageInfo.endCursor;
const forged = (...place: unknown[]) => Buffer.from(JSON.stringify(place)).toString('base64url');

test.each([
  ['first: 0', ['first']],
  ['first: -1', ['first']],
  ['first: 100000', ['first']],
  ['first: 101', ['first']],
  ['last: 0', ['last']],
  ['first: 0, last: 0', ['first', 'last', 'last']],
  ['first: 1, last: 1', ['last']],
  ['first: 1, before: "x"', ['last']],
  ['last: 1, after: "x"', ['last']],
])('%s is BAD_USER_INPUT', async (args, places) => {
  expect(await faultOf(args)).toMatchObject({ code: 'BAD_USER_INPUT', places });
});

test.each(['totalCount', '__typename'])('they are checked even where only %s is read', async (selection) => {
  const source = `query ($id: ID!) { portfolio(id: $id) { loans(first: 0) { ${selection} } } }`;
  expect((await caller().refusal(source, { id: portfolio.id })).places).toEqual(['first']);
});

test('null is the same as left out, and 100 is the most', async () => {
  const { nodes } = (
    await caller().ask(LOANS('first: null, after: null, last: null, before: null'), { id: portfolio.id })
  ).portfolio.loans;
  expect(nodes).toHaveLength(3);
  expect((await caller().ask(LOANS('first: 100'), { id: portfolio.id })).portfolio.loans.totalCount).toBe(3);
});

describe('a cursor', () => {
  test.each([
    '',
    'garbage',
    'bnVsbA',
    forged(),
    forged('AMOUNT', '1', '2'),
    'x'.repeat(10_000),
  ])('that is none: %.20s', async (cursor) => {
    const fault = { code: 'BAD_USER_INPUT' };
    expect(await faultOf('after: $cursor', cursor)).toMatchObject({ ...fault, places: ['after'] });
    expect(await faultOf('before: $cursor', cursor)).toMatchObject({ ...fault, places: ['before'] });
  });

  test.each([
    ['of the same column turned round', 'orderBy: { by: AMOUNT, direction: DESC }'],
    ['of another column of the same type', 'orderBy: { by: RATE }'],
    ['of more columns', 'orderBy: [{ by: AMOUNT }, { by: RATE }]'],
    ['of the order that a list has by itself', ''],
  ])('%s', async (_, order) => {
    const cursor = await cursorOf(`first: 1 ${order}`);
    expect(await faultOf('after: $cursor, orderBy: { by: AMOUNT }', cursor)).toMatchObject({
      code: 'BAD_USER_INPUT',
      places: ['after'],
    });
  });

  test('of another list', async () => {
    const { portfolios } = await caller().ask('{ portfolios(first: 1) { pageInfo { endCursor } } }');
    expect(await faultOf('after: $cursor', portfolios.pageInfo.endCursor)).toMatchObject({
      places: ['after'],
    });
  });

  test.each([
    ['MATURITY_DATE', ['2026-02-30', '9999-99-99', 'infinity', '', 5, null, ['2026-01-01']]],
    ['UPDATED_AT', ['2026-13-01 00:00:00+00', '2026-01-01 25:00:00+00', 'now', '0000-01-01 00:00:00+00']],
    ['STATUS', ['FINE', 'performing', "PERFORMING' or true --"]],
    ['CREDIT_RATING', ['NR', 'Baa1']],
    ['AMOUNT', ['NaN', '1e5', 'Infinity', '-']],
    ['LOAN_ID', ['a\u0000b', 'a\ud800b', 7, null]],
  ])('with a value that is no %s never reaches the database', async (by, values) => {
    const order = `orderBy: { by: ${by} }`;
    const [fingerprint, , id] = JSON.parse(
      Buffer.from(await cursorOf(`first: 1 ${order}`), 'base64url').toString(),
    );
    for (const value of values) {
      expect(await faultOf(`after: $cursor ${order}`, forged(fingerprint, value, id))).toMatchObject({
        code: 'BAD_USER_INPUT',
        places: ['after'],
      });
    }
  });
});

test('at most 5 criteria', async () => {
  const many = Array(6).fill('{ by: AMOUNT }').join(' ');
  expect(await faultOf(`orderBy: [${many}]`)).toMatchObject({ code: 'BAD_USER_INPUT', places: ['orderBy'] });
});

test('nodes, edges and pageInfo are one statement, and totalCount one more if asked for', async () => {
  const statementsOf = (selection: string) =>
    statementsDuring(database.orm, () =>
      ask(
        contextFor(database, tenant.viewers.ADMIN),
        `query ($id: ID!) { portfolio(id: $id) { loans { ${selection} } } }`,
        { id: portfolio.id },
      ),
    );
  const page = 'nodes { loanId } edges { cursor } pageInfo { hasNextPage }';
  expect(await statementsOf(page)).toHaveLength(2);
  expect((await statementsOf(page)).join()).not.toMatch(/as total/);
  expect(await statementsOf(`${page} totalCount`)).toHaveLength(3);
  expect((await statementsOf('totalCount')).join()).toMatch(/as total/);
  expect(await statementsOf('totalCount')).toHaveLength(2);
});
