import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { callerOf } from './ask.ts';
import { addLoans, addPortfolio, type Stored } from './books.ts';

const database = useTestDatabase();
let tenant: TenantFixture;
let portfolio: Stored;

beforeAll(async () => {
  tenant = (await seedIdentity(database)).a;
  portfolio = await addPortfolio(database, tenant.viewers.ADMIN);
  await addLoans(database, portfolio, [{ borrower: 'a\ufffdb' }]);
});

const WITH_PORTFOLIO = (field: string) =>
  `query ($id: ID!, $text: String!) { portfolio(id: $id) { ${field} } }`;
const IN_FILTER = (filter: string) => WITH_PORTFOLIO(`loans(filter: ${filter}) { nodes { id } totalCount }`);

const PLACES: [place: string, source: string][] = [
  ['search', 'query ($text: String!) { portfolios(search: $text) { nodes { id } } }'],
  ['id', 'query ($text: ID!) { portfolio(id: $text) { id } }'],
  ['after', 'query ($text: String!) { portfolios(after: $text) { nodes { id } } }'],
  ['name', WITH_PORTFOLIO('borrower(name: $text) { id }')],
  ['loanId', WITH_PORTFOLIO('loan(loanId: $text) { id }')],
  ['search', WITH_PORTFOLIO('borrowers(search: $text) { nodes { id } totalCount }')],
  ['filter.search', IN_FILTER('{ search: $text }')],
  ['filter.loanId.1', IN_FILTER('{ loanId: ["x", $text] }')],
  ['filter.not.or.0.country.0', IN_FILTER('{ not: { or: [{ country: [$text] }] } }')],
];

describe.each([
  ['a NUL', 'a\u0000b'],
  ['half of a character', 'a\ud800b'],
])('%s is BAD_USER_INPUT, once', (_, text) => {
  test.each(PLACES)('at %s: %s', async (place, source) => {
    const variables = { text, ...(source.includes('$id') && { id: portfolio.id }) };
    const error = await callerOf(database, tenant.viewers.ADMIN).refusal(source, variables);
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', places: [place] });
  });
});

test('the sign that stands for a broken character is a character', async () => {
  const variables = { id: portfolio.id, text: 'a\ufffdb' };
  const source = WITH_PORTFOLIO('borrower(name: $text) { name }');
  const { borrower } = (await callerOf(database, tenant.viewers.ADMIN).ask(source, variables)).portfolio;
  expect(borrower).toEqual({ name: 'a\ufffdb' });
});

test('who is not signed in learns nothing of it', async () => {
  const error = await callerOf(database, null).refusal('{ portfolios(search: "\\u0000") { totalCount } }');
  expect(error.code).toBe('UNAUTHENTICATED');
});
