import { seedPortfolios } from '../../support/book.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';

const SEARCH = `query ($text: String!) {
  portfolios(search: $text) { nodes { name loans(filter: { search: $text }) { nodes { borrower } } borrowers(search: $text) { nodes { name } } } }
}`;
const USERS = 'query ($text: String!) { users(search: $text) { nodes { fullName } } }';

describe('a text that looks like a pattern', () => {
  const database = useTestDatabase();
  const server = useTestServer(database);
  let manager: string;
  let admin: string;
  beforeAll(async () => {
    const { a } = await seedIdentity(database);
    await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 2);
    manager = await server.signIn('a.portfolio_manager', PASSWORD);
    admin = await server.signIn('a.admin', PASSWORD);
  });

  it.each([
    '((a+)+)$',
    '%_\\',
    '^.*$',
    '[',
    '\\',
    '%',
    '(?=a)',
  ])('is itself and nothing else: %s', async (text) => {
    const called = `Called ${text} here`;
    await database.query("update portfolios set name = ? where name = 'Portfolio 0001'", [called]);
    await database.query("update loans set borrower = ? where loan_id = 'L1'", [called]);
    await database.query("update users set full_name = ? where username = 'a.viewer'", [called]);
    const { body } = await server.ask(SEARCH, { text }, manager);
    const loans = { nodes: [{ borrower: called }] };
    expect(body.data.portfolios.nodes).toEqual([
      { name: called, loans, borrowers: { nodes: [{ name: called }] } },
    ]);
    const { body: people } = await server.ask(USERS, { text }, admin);
    expect(people.data.users.nodes).toEqual([{ fullName: called }]);
    await database.query("update portfolios set name = 'Portfolio 0001' where name = ?", [called]);
  });

  it('takes no longer for being nasty', async () => {
    const text = `${'a'.repeat(20_000)}!`;
    await database.query('update portfolios set description = ?', ['a'.repeat(2_000)]);
    const started = performance.now();
    await server.ask(SEARCH, { text: '((a+)+)+$' }, manager);
    await server.ask(SEARCH, { text: '%a'.repeat(10_000) }, manager);
    await server.ask(
      'query ($text: String!) { login(input: { usernameOrEmail: $text, password: "x" }) { tokenType } }',
      { text },
      manager,
    );
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
