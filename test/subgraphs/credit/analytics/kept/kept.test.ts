import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { KeptResults } from '../../../../../src/platform/results/kept-results.ts';
import { keepResults } from '../../../../../src/platform/results/results-of-database.ts';
import type { Viewer } from '../../../../../src/platform/security/viewer.ts';
import { kept } from '../../../../../src/subgraphs/credit/analytics/kept/kept.ts';
import { seedPortfolios } from '../../../../support/book.ts';
import { contextFor } from '../../../../support/context.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { runGraph } from '../../../../support/graph.ts';
import { seedIdentity, type TenantFixture } from '../../../../support/identity-fixtures.ts';
import { addDefaultRates, addLoans, addPortfolio, type LoanColumns, type Stored } from '../../books.ts';

const db = useTestDatabase();
let results: KeptResults;
let a: TenantFixture;
let b: TenantFixture;
let manager: Viewer;
let portfolio: Stored;
let loan: Stored;
beforeAll(async () => {
  results = await keepResults(db.orm, undefined);
  ({ a, b } = await seedIdentity(db));
  manager = a.viewers.PORTFOLIO_MANAGER;
  await addDefaultRates(db, a.tenantId, [
    ['BBB', '0.01', '0.4', '1'],
    ['B', '0.05', '0.4', '1.5'],
  ]);
});
beforeEach(async () => {
  portfolio = await addPortfolio(db, manager);
  const loans: LoanColumns[] = [
    { amount: '70', credit_rating: 'BBB' },
    { amount: '30', credit_rating: 'B', borrower: 'Bolt' },
  ];
  [loan] = (await addLoans(db, portfolio, loans)) as [Stored];
});

const DASHBOARD = `query ($id: ID!) { portfolio(id: $id) { analytics {
  summary { totalExposure } defaultRisk { expectedLoss } concentration { singleNameHhi } covenants { untested { count } }
} } }`;

async function dashboard(viewer: Viewer | null = manager, em?: SqlEntityManager) {
  const context = contextFor(db, viewer, em && { em });
  const { data, errors } = await runGraph(context, DASHBOARD, { id: portfolio.id });
  await results.settled();
  expect(errors).toEqual([]);
  return data.portfolio?.analytics ?? null;
}

const exposure = async (...of: Parameters<typeof dashboard>) =>
  (await dashboard(...of))?.summary.totalExposure ?? null;

/** What every writer of the house does first, and then this, on another connection than the server's. */
const write = (change: string, parameters: unknown[] = []) =>
  db.query(`with raised as (update portfolios set data_version = data_version + 1 where id = ?) ${change}`, [
    portfolio.key,
    ...parameters,
  ]);

test('as long as nothing changes, a dashboard costs the look-up of its portfolio', async () => {
  const first = await dashboard();
  const statements = await statementsDuring(db.orm, async () => expect(await dashboard()).toEqual(first));
  expect(statements).toHaveLength(1);
  expect(statements[0]).toContain('from portfolios p');
});

test('one that is read anew takes the portfolio, its sums, and whether they are still those', async () => {
  const statements = await statementsDuring(db.orm, dashboard);
  expect(statements).toHaveLength(3);
  expect(statements[1]).toContain('loan_rollups');
});

test('what is asked with other arguments is another number', async () => {
  await dashboard();
  const answers = `query ($id: ID!) { portfolio(id: $id) {
    all: analytics { ...n } one: analytics(filter: { borrower: ["Bolt"] }) { ...n }
    shocked: analytics(scenario: [{ pdMultiplier: { factor: "2" } }]) { ...n }
    later: analytics(asOf: "2031-01-01") { summary { pastMaturityCount } }
    asD: analytics { defaultRisk(defaultedAsD: true, top: 1) { topRiskyLoans { loanId } } }
    top: analytics { defaultRisk(top: 2) { topRiskyLoans { loanId } } }
  } } fragment n on Analytics { summary { totalExposure pastMaturityCount } defaultRisk { expectedLoss } }`;
  for (const _ of ['computed', 'kept']) {
    const { data } = await runGraph(contextFor(db, manager), answers, { id: portfolio.id });
    expect(data.portfolio).toEqual({
      all: {
        summary: { totalExposure: '100.00', pastMaturityCount: 0 },
        defaultRisk: { expectedLoss: '1.32' },
      },
      one: {
        summary: { totalExposure: '30.00', pastMaturityCount: 0 },
        defaultRisk: { expectedLoss: '0.90' },
      },
      shocked: {
        summary: { totalExposure: '100.00', pastMaturityCount: 0 },
        defaultRisk: { expectedLoss: '2.64' },
      },
      later: { summary: { pastMaturityCount: 2 } },
      asD: { defaultRisk: { topRiskyLoans: [{ loanId: 'L-002' }] } },
      top: { defaultRisk: { topRiskyLoans: [{ loanId: 'L-002' }, { loanId: 'L-001' }] } },
    });
  }
});

describe('never out of date', () => {
  beforeEach(async () => expect(await exposure()).toBe('100.00'));

  test('after a mutation, within its own answer too', async () => {
    const update = `mutation ($id: ID!) { updateLoan(id: $id, input: { amount: "75", expectedVersion: 1 }) {
      portfolio { analytics { summary { totalExposure } } } } }`;
    const { data } = await runGraph(contextFor(db, manager), update, { id: loan.id });
    expect(data.updateLoan.portfolio.analytics.summary.totalExposure).toBe('105.00');
    expect(await exposure()).toBe('105.00');
  });
  test('after a write by another process', async () => {
    await write('update loans set amount = 71 where id = ?', [loan.key]);
    expect(await exposure()).toBe('101.00');
    await write('delete from loans where id = ?', [loan.key]);
    expect(await exposure()).toBe('30.00');
  });
  test.each([
    ['changed', "update default_rates set default_probability = 0.02 where credit_rating = 'BBB'", '1.74'],
    ['taken away', "delete from default_rates where credit_rating = 'B'", '0.42'],
    [
      'added',
      "insert into default_rates select tenant_id, 'AAA', 0.1, 0, 1 from default_rates limit 1",
      '1.32',
    ],
  ])('after a default rate was %s, and after it was put back', async (_, change, expectedLoss) => {
    const before = await dashboard();
    await db.query('create table kept_rates as table default_rates');
    await db.query(change);
    expect((await dashboard()).defaultRisk.expectedLoss).toBe(expectedLoss);
    await db.query('delete from default_rates');
    await db.query('insert into default_rates table kept_rates');
    await db.query('drop table kept_rates');
    expect(await dashboard()).toEqual(before);
  });
  test('after the portfolio was deleted', async () => {
    await db.query('delete from portfolios where id = ?', [portfolio.key]);
    expect(await dashboard()).toBeNull();
  });
  test('where its data was brought back from elsewhere, under the same version', async () => {
    await db.query('update loans set amount = 71 where id = ?', [loan.key]);
    await db.query('update portfolios set data_version = data_version where id = ?', [portfolio.key]);
    expect(await exposure()).toBe('101.00');
  });
});

test('numbers read while a transaction writes are its own: neither kept nor taken', async () => {
  const change = (em: SqlEntityManager, amount: string) =>
    em.execute('update loans set amount = ? where id = ?', [amount, loan.key]);
  const transaction = (end: 'commit' | 'roll back') =>
    db.orm.em
      .fork()
      .transactional(async (em) => {
        await em.execute('update portfolios set data_version = data_version + 1 where id = ?', [
          portfolio.key,
        ]);
        await change(em, '1');
        expect(await exposure(manager, em)).toBe('31.00');
        await change(em, '2');
        expect(await exposure(manager, em)).toBe('32.00');
        if (end === 'roll back') throw new Error(end);
      })
      .catch((error: Error) => expect(error.message).toBe('roll back'));
  const size = results.size;
  await transaction('roll back');
  expect(results.size).toBe(size);
  expect(await exposure()).toBe('100.00');
  await transaction('commit');
  expect(await exposure()).toBe('32.00');
});

describe('a writer who comes between', () => {
  /** Writes as soon as the version has been read and the sums have not. */
  async function askWhile(change: () => Promise<unknown>) {
    let isDone = false;
    const em = db.orm.em.fork();
    const context = contextFor(db, manager, { em });
    const scope = { parentKey: portfolio.key, args: { asOf: '2026-03-01', filter: null, scenario: [] } };
    const sum = async () => {
      if (!isDone) await change();
      isDone = true;
      const sums = 'select sum(amount)::text as sum from loans where portfolio_id = ?';
      const [row] = await em.execute<{ sum: string }[]>(sums, [portfolio.key]);
      return row?.sum;
    };
    const answer = await kept('sum', scope, context, sum);
    await results.settled();
    return answer;
  }
  test('leaves nothing kept that is not of the version it would be kept under', async () => {
    const before = results.size;
    expect(await askWhile(() => write('update loans set amount = 71 where id = ?', [loan.key]))).toBe(
      '101.00',
    );
    expect(results.size).toBe(before);
    expect(await askWhile(async () => {})).toBe('101.00');
    expect(results.size).toBe(before + 1);
  });
  test('nor if all that changed are default rates, there and back again', async () => {
    const before = results.size;
    const thereAndBack = async () => {
      await db.query('update default_rates set risk_weight = risk_weight + 1');
      await db.query('update default_rates set risk_weight = risk_weight - 1');
    };
    await askWhile(thereAndBack);
    expect(results.size).toBe(before);
  });
  test('nor if the viewer lost the portfolio meanwhile', async () => {
    const before = results.size;
    await askWhile(() =>
      db.query('update portfolios set owner_id = ? where id = ?', [a.viewers.ADMIN.userId, portfolio.key]),
    );
    expect(results.size).toBe(before);
  });
});

describe('for whom', () => {
  beforeEach(async () => expect(await exposure()).toBe('100.00'));

  test('everyone who may read the portfolio has the same numbers, computed once', async () => {
    const size = results.size;
    for (const role of ['VIEWER', 'ANALYST', 'ADMIN', 'SUPER_ADMIN'] as const) {
      expect(await exposure(a.viewers[role])).toBe('100.00');
    }
    expect(results.size).toBe(size);
  });
  test('nobody else has any: another tenant, another organisation, another manager', async () => {
    const strangers = [
      ...(['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER', 'ADMIN'] as const).map((role) => b.viewers[role]),
      { ...a.viewers.ANALYST, organizationId: a.otherOrganizationId },
      { ...manager, userId: a.viewers.ADMIN.userId },
    ];
    for (const stranger of strangers) expect(await exposure(stranger)).toBeNull();
  });
  test('nor who asks past the portfolio, as a router may: they compute, and see no loan', async () => {
    const scope = { parentKey: portfolio.key, args: { asOf: '2026-03-01', filter: null, scenario: [] } };
    const ask = (viewer: Viewer, answer: string) =>
      kept('whatever', scope, contextFor(db, viewer), async () => answer);
    expect(await ask(manager, 'their numbers')).toBe('their numbers');
    expect(await ask(a.viewers.VIEWER, 'not asked for')).toBe('their numbers');
    expect(await ask(b.viewers.ADMIN, 'nothing')).toBe('nothing');
    expect(await ask(a.viewers.VIEWER, 'not asked for')).toBe('their numbers');
  });
  test('nor is what one may read of several portfolios shown to who may read another part of them', async () => {
    const colleague = { ...manager, userId: a.viewers.ADMIN.userId };
    const other = await addPortfolio(db, colleague);
    const args = { asOf: '2026-03-01', filter: null, scenario: [] };
    const scope = { parentKey: `${portfolio.key} ${other.key}`, args };
    for (const viewer of [manager, colleague]) {
      const part = await kept('part', scope, contextFor(db, viewer), async () => `of ${viewer.userId}`);
      expect(part).toBe(`of ${viewer.userId}`);
    }
  });
  test('who has lost the portfolio has lost its numbers, even in the answer to giving it away', async () => {
    const newOwner = a.viewers.ADMIN.userId;
    const giveAway = `mutation ($id: ID!, $owner: ID!) {
      updatePortfolio(id: $id, input: { ownerId: $owner }) { analytics { summary { totalExposure } } } }`;
    const variables = { id: portfolio.id, owner: a.ids.users.ADMIN };
    const { data } = await runGraph(contextFor(db, manager), giveAway, variables);
    expect(data.updatePortfolio.analytics.summary.totalExposure).toBe('0.00');
    expect(await exposure()).toBeNull();
    expect(await exposure({ ...manager, userId: newOwner })).toBe('100.00');
  });
  test('several portfolios together: only where all of them may be read', async () => {
    const other = await addPortfolio(db, a.viewers.ADMIN);
    await addLoans(db, other, [{ amount: '5' }]);
    const source = `query ($ids: [ID!]) { analytics(portfolioIds: $ids) { summary { totalExposure } } }`;
    const together = (viewer: Viewer) =>
      runGraph(contextFor(db, viewer), source, { ids: [portfolio.id, other.id] });
    for (const _ of ['computed', 'kept']) {
      expect((await together(a.viewers.ADMIN)).data.analytics.summary.totalExposure).toBe('105.00');
    }
    await db.query('update loans set amount = 6 where portfolio_id = ?', [other.key]);
    await db.query('update portfolios set data_version = data_version + 1 where id = ?', [other.key]);
    expect((await together(a.viewers.ADMIN)).data.analytics.summary.totalExposure).toBe('106.00');
    expect((await together(manager)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

test('ids of one portfolio say nothing about another', async () => {
  expect(await exposure()).toBe('100.00');
  const other = await addPortfolio(db, manager);
  const { data } = await runGraph(contextFor(db, manager), DASHBOARD, { id: other.id });
  expect(data.portfolio.analytics.summary.totalExposure).toBe('0.00');
});

test('the statements of a dashboard are planned once, not each time', async () => {
  await seedPortfolios(db, a.viewers.ADMIN, 2_000);
  await db.query('analyze portfolios, loan_rollups, portfolio_rollups, loans');
  await db.orm.em.fork().transactional(async (em) => {
    const planless = async () => {
      const sum = 'select coalesce(sum(generic_plans), 0)::int as executions from pg_prepared_statements';
      const [row] = await em.execute<[{ executions: number }]>(sum);
      return row.executions;
    };
    const before = await planless();
    for (let n = 0; n < 10; n += 1) await dashboard(manager, em);
    // Of the portfolio and of its sums, once five plans have been tried on this connection.
    expect((await planless()) - before).toBeGreaterThanOrEqual(10);
  });
});
