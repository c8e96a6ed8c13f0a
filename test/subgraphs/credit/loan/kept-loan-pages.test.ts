import { parse } from 'graphql';
import { composeGraph } from '../../../../src/gateway/compose.ts';
import { createExecutor, type Executor } from '../../../../src/gateway/execute.ts';
import { subgraphs } from '../../../../src/gateway/subgraphs.ts';
import { keepResults } from '../../../../src/platform/results/results-of-database.ts';
import type { Viewer } from '../../../../src/platform/security/viewer.ts';
import { contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { runGraph } from '../../../support/graph.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { addDefaultRates, addLoans, addPortfolio, type Stored } from '../books.ts';

const db = useTestDatabase();
let ask: Executor;
let a: TenantFixture;
let b: TenantFixture;
let manager: Viewer;
let portfolio: Stored;
let loan: Stored;
beforeAll(async () => {
  await keepResults(db.orm, undefined);
  ask = createExecutor((await composeGraph(subgraphs)).schema);
  ({ a, b } = await seedIdentity(db));
  manager = a.viewers.PORTFOLIO_MANAGER;
  await addDefaultRates(db, a.tenantId, [['B', '0.05', '0.4', '1.5']]);
});
beforeEach(async () => {
  portfolio = await addPortfolio(db, manager);
  [loan] = (await addLoans(db, portfolio, [{ amount: '70' }, { amount: '30', credit_rating: 'B' }])) as [
    Stored,
  ];
});

const PAGE = parse(`query ($id: ID!, $first: Int = 20) { portfolio(id: $id) {
  loans(first: $first) { nodes { amount expectedLoss } pageInfo { hasNextPage } } } }`);

async function page(viewer = manager, first?: number) {
  const variableValues = { id: portfolio.id, ...(first && { first }) };
  const answer = await ask({ document: PAGE, variableValues, contextValue: contextFor(db, viewer) });
  const { data, errors } = JSON.parse(JSON.stringify(answer));
  expect(errors).toBeUndefined();
  return data.portfolio?.loans ?? null;
}
const statementsOf = (work: () => Promise<unknown>) => statementsDuring(db.orm, work);

const FULL = {
  nodes: [
    { amount: '70.00', expectedLoss: null },
    { amount: '30.00', expectedLoss: '0.90' },
  ],
  pageInfo: { hasNextPage: false },
};

/** Whatever comes now was asked for before. */
async function askOften() {
  for (let time = 0; time < 4; time += 1) expect(await page()).toEqual(FULL);
}

test('a page costs itself when it is asked for once, and its portfolio alone when it is asked for often', async () => {
  await ask({ document: PAGE, variableValues: { id: portfolio.id }, contextValue: contextFor(db, manager) });
  const once = await statementsOf(page);
  expect(once).toHaveLength(2);
  await askOften();
  const often = await statementsOf(async () => expect(await page()).toEqual(FULL));
  expect(often).toEqual([expect.stringContaining('from portfolios p')]);
});

describe('never out of date', () => {
  beforeEach(askOften);

  test('after a mutation', async () => {
    const update = `mutation ($id: ID!) { updateLoan(id: $id, input: { amount: "75", expectedVersion: 1 }) { id } }`;
    await runGraph(contextFor(db, manager), update, { id: loan.id });
    expect((await page()).nodes[0]).toEqual({ amount: '75.00', expectedLoss: null });
  });
  test('after a default rate changed', async () => {
    await db.query("update default_rates set default_probability = 0.1 where credit_rating = 'B'");
    expect((await page()).nodes[1]).toEqual({ amount: '30.00', expectedLoss: '1.80' });
    await db.query("update default_rates set default_probability = 0.05 where credit_rating = 'B'");
    await askOften();
  });
  test('with other arguments', async () => {
    expect(await page(manager, 1)).toEqual({ nodes: [FULL.nodes[0]], pageInfo: { hasNextPage: true } });
  });
});

describe('for whom', () => {
  beforeEach(askOften);

  test('everyone who may read the portfolio', async () => {
    for (const role of ['VIEWER', 'ANALYST', 'ADMIN', 'SUPER_ADMIN'] as const) {
      expect(await page(a.viewers[role])).toEqual(FULL);
    }
  });
  test('nobody else', async () => {
    for (const stranger of [b.viewers.ADMIN, { ...manager, userId: a.viewers.ADMIN.userId }]) {
      expect(await page(stranger)).toBeNull();
    }
  });
});
