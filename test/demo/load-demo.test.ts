import { demoBooks } from '../../src/demo/demo-book.ts';
import { type DemoGraph, demoGraph } from '../../src/demo/demo-graph.ts';
import { loadDemo } from '../../src/demo/load-demo.ts';
import { openGraph } from '../../src/graph-as.ts';
import { isPassword } from '../../src/subgraphs/identity/login/password.ts';
import { createFirstAccount } from '../../src/subgraphs/identity/user/first-account.ts';
import { hashCheaply } from '../support/cheap-hashing.ts';
import { clockAt, contextFor, NOW, TEST_SECRET } from '../support/context.ts';
import { useTestDatabase } from '../support/database.ts';

const TODAY = NOW.slice(0, 10);
const database = useTestDatabase();
let graph: DemoGraph;

const PORTFOLIOS =
  '{ portfolios(first: 10) { nodes { name description currency loanCount totalExposure owner { username } organization { name } } } }';

const countsOf = (table: string) =>
  database.query<{ count: number }>(`select count(*)::int as count from ${table}`);

const expected = demoBooks(TODAY).map(({ plan, loans }) => ({
  name: plan.name,
  loanCount: plan.loanCount,
  totalExposure: `${loans.reduce((sum, { amount }) => sum + Number(amount), 0)}.00`,
}));

/** A graph in which the program dies as the manager imports the second history. */
function cutOff(whole: DemoGraph): DemoGraph {
  let histories = 0;
  return {
    ...whole,
    as: async (username) => {
      const ask = await whole.as(username);
      return (document, variables) => {
        if (document.includes('importRatingHistory') && ++histories === 2) throw new Error('The power went.');
        return ask(document, variables);
      };
    },
  };
}

beforeAll(async () => {
  hashCheaply();
  await createFirstAccount(
    { adminUsername: 'admin', adminPassword: 'Correct-horse-1' },
    contextFor(database, null),
  );
  graph = demoGraph(await openGraph(database.orm, TEST_SECRET, clockAt(NOW)), 'admin');
});

test('what was cut off is made anew, with sign-ins that hold', async () => {
  await expect(loadDemo(cutOff(graph), TODAY)).rejects.toThrow('The power went.');
  expect(await countsOf('portfolios')).toEqual([{ count: 2 }]);

  const signIns = await loadDemo(graph, TODAY);
  expect(signIns.map(({ username, role }) => [username, role])).toEqual([
    ['demo.manager', 'PORTFOLIO_MANAGER'],
    ['demo.analyst', 'ANALYST'],
    ['demo.viewer', 'VIEWER'],
    ['demo.admin', 'ADMIN'],
  ]);
  for (const { username, password } of signIns) {
    const sql = 'select password_hash as hash from users where username = ?';
    const [user] = await database.query<{ hash: string }>(sql, [username]);
    expect(await isPassword(password, user?.hash)).toBe(true);
  }
});

test.each([
  'admin',
  'demo.manager',
  'demo.analyst',
  'demo.viewer',
  'demo.admin',
])('%s sees three whole portfolios', async (username) => {
  const ask = await graph.as(username);
  const { portfolios } = await ask<{ portfolios: { nodes: Record<string, unknown>[] } }>(PORTFOLIOS, {});
  const shared = {
    currency: 'GBP',
    description: expect.stringMatching(/^Demo data: /),
    owner: { username: 'demo.manager' },
    organization: { name: 'Corporate lending' },
  };
  expect(portfolios.nodes).toEqual(expected.map((facts) => ({ ...facts, ...shared })));
});

test('the history and the default rates are there', async () => {
  const [history] = await countsOf('rating_history');
  expect(history?.count).toBeGreaterThan(8000);
  expect(await countsOf('default_rates')).toEqual([{ count: 22 }]);
});

test('a house with a portfolio is left alone', async () => {
  const state = () => Promise.all(['audit_logs', 'users', 'loans', 'portfolios'].map(countsOf));
  const before = await state();
  expect(await loadDemo(graph, '2026-09-09')).toEqual([]);
  expect(await state()).toEqual(before);
});
