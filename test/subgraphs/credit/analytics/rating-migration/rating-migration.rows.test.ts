import { load } from '../../../../../src/platform/graphql/context.ts';
import { periodTransitionsLoader } from '../../../../../src/subgraphs/credit/analytics/rating-migration/rating-migration.rows.ts';
import type { MigrationArgs } from '../../../../../src/subgraphs/credit/analytics/rating-migration/rating-migration.scope.ts';
import { ratingMigrationOf } from '../../../../../src/subgraphs/credit/analytics/rating-migration/rating-migration.ts';
import type { LoanValues } from '../../../../../src/subgraphs/credit/loan/loan-fields.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, contextOf, type Lender, type LoanRow, TODAY } from '../book.ts';
import { addHistories, type History } from './rating-histories.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
});

/** A book of as many loans as there are histories. */
async function bookOf(histories: History[], loans: LoanRow[] = []): Promise<string> {
  const key = await addPortfolio(
    db,
    lender,
    histories.map((_, index) => loans[index] ?? {}),
  );
  await addHistories(db, key, histories);
  return key;
}

const questionOf = (keys: string[], args: Partial<MigrationArgs> = {}) => {
  const all = { from: null, to: null, lastPeriods: 200, carryForward: false };
  return { parentKey: keys.join(' '), args: { asOf: TODAY, filter: null, scenario: [], ...all, ...args } };
};

const periodsOf = (keys: string[], args: Partial<MigrationArgs> = {}, viewedBy = lender) =>
  load(contextOf(db, viewedBy), periodTransitionsLoader, questionOf(keys, args));

/** `['2024-01-01 2025-01-01', '2 A → BBB']`: each period with its transitions, best start first. */
async function movesIn(keys: string[], args: Partial<MigrationArgs> = {}, viewedBy = lender) {
  const periods = await periodsOf(keys, args, viewedBy);
  return periods.map(({ from, to, transitions }) => [
    `${from} ${to}`,
    ...transitions.map((move) => `${move.count} ${move.from} → ${move.to}`),
  ]);
}

const [D1, D2, D3, D4] = ['2024-01-31', '2024-02-29', '2025-01-01', '2025-12-31'] as const;

describe('periods', () => {
  test('run between consecutive days that have a snapshot, however far apart', async () => {
    const key = await bookOf([
      { [D1]: 'A', [D2]: 'BBB', [D3]: 'BBB', [D4]: 'A+' },
      { [D1]: 'A', [D2]: 'BBB', [D3]: 'BB', [D4]: 'BB' },
    ]);
    expect(await movesIn([key])).toEqual([
      [`${D1} ${D2}`, '2 A → BBB'],
      [`${D2} ${D3}`, '1 BBB → BBB', '1 BBB → BB'],
      [`${D3} ${D4}`, '1 BBB → A+', '1 BB → BB'],
    ]);
  });
  test('lie inside from and to, ends included', async () => {
    const key = await bookOf([{ [D1]: 'A', [D2]: 'BBB', [D3]: 'BB', [D4]: 'B' }]);
    const inside = [[`${D2} ${D3}`, '1 BBB → BB']];
    expect(await movesIn([key], { from: D2, to: D3 })).toEqual(inside);
    expect(await movesIn([key], { from: '2024-02-01', to: '2025-12-30' })).toEqual(inside);
    expect(await movesIn([key], { from: D2, to: '2024-12-31' })).toEqual([]);
    expect(await movesIn([key], { from: '0001-01-01', to: '9999-12-31' })).toHaveLength(3);
  });
  test('are the latest so many', async () => {
    const key = await bookOf([{ [D1]: 'A', [D2]: 'BBB', [D3]: 'BB', [D4]: 'B' }]);
    const all = await movesIn([key]);
    expect(await movesIn([key], { lastPeriods: 2 })).toEqual(all.slice(1));
    expect(await movesIn([key], { lastPeriods: 1, to: D3 })).toEqual([all[1]]);
  });
  test('need two days', async () => {
    expect(await movesIn([await bookOf([])])).toEqual([]);
    expect(await movesIn([await bookOf([{}, {}])])).toEqual([]);
    expect(await movesIn([await bookOf([{ [D1]: 'A' }, { [D1]: 'B' }])])).toEqual([]);
    expect(await movesIn([])).toEqual([]);
  });
  test('are there even where no loan was observed', async () => {
    const key = await bookOf([{ [D1]: 'A' }, { [D2]: 'B' }]);
    expect(await movesIn([key])).toEqual([[`${D1} ${D2}`]]);
  });
});

describe('a loan', () => {
  test('in D at the start is not observed: D is absorbing', async () => {
    const key = await bookOf([{ [D1]: 'C', [D2]: 'D', [D3]: 'D', [D4]: 'B' }]);
    expect(await movesIn([key])).toEqual([[`${D1} ${D2}`, '1 C → D'], [`${D2} ${D3}`], [`${D3} ${D4}`]]);
  });
  test('with NR is withdrawn at the end of one period and not observed in the next', async () => {
    const key = await bookOf([{ [D1]: 'A', [D2]: 'NR', [D3]: 'BB', [D4]: 'BB' }]);
    const expected = [[`${D1} ${D2}`, '1 A → NR'], [`${D2} ${D3}`], [`${D3} ${D4}`, '1 BB → BB']];
    expect(await movesIn([key])).toEqual(expected);
    expect(await movesIn([key], { carryForward: true })).toEqual(expected);
  });
  test('that falls from A to D is a fallen angel and a default', async () => {
    const key = await bookOf([{ [D1]: 'A', [D2]: 'D' }], [{ amount: '12.34' }]);
    expect(ratingMigrationOf(await periodsOf([key]))).toMatchObject({
      downgrades: 1,
      fallenAngels: 1,
      defaults: 1,
      fallenAngelExposure: '12.34',
      notchChanges: [{ notches: 16, count: 1 }],
    });
  });
});

describe('a loan without a snapshot on a day', () => {
  // L-1 has a gap at D2 and none after D3; L-2 sets the days.
  const gaps: History[] = [
    { [D1]: 'A', [D3]: 'BB' },
    { [D1]: 'AAA', [D2]: 'AAA', [D3]: 'AAA', [D4]: 'AAA' },
  ];
  test('is not observed around it', async () => {
    expect(await movesIn([await bookOf(gaps)])).toEqual([
      [`${D1} ${D2}`, '1 AAA → AAA'],
      [`${D2} ${D3}`, '1 AAA → AAA'],
      [`${D3} ${D4}`, '1 AAA → AAA'],
    ]);
  });
  test('keeps its grade where that is carried forward, and moves when it is seen again', async () => {
    expect(await movesIn([await bookOf(gaps)], { carryForward: true })).toEqual([
      [`${D1} ${D2}`, '1 AAA → AAA', '1 A → A'],
      [`${D2} ${D3}`, '1 AAA → AAA', '1 A → BB'],
      [`${D3} ${D4}`, '1 AAA → AAA', '1 BB → BB'],
    ]);
  });
  test('keeps a grade from before the first day that is asked for', async () => {
    const key = await bookOf(gaps);
    const all = await movesIn([key], { carryForward: true });
    expect(await movesIn([key], { carryForward: true, from: D2 })).toEqual(all.slice(1));
    expect(await movesIn([key], { carryForward: true, lastPeriods: 1 })).toEqual(all.slice(2));
  });
  test('has no grade before its first snapshot, and none from after `to`', async () => {
    const key = await bookOf([{ [D2]: 'A', [D4]: 'B' }, gaps[1]!]);
    expect(await movesIn([key], { carryForward: true, to: D3 })).toEqual([
      [`${D1} ${D2}`, '1 AAA → AAA'],
      [`${D2} ${D3}`, '1 AAA → AAA', '1 A → A'],
    ]);
  });
  test('stays in D, or withdrawn, and is not observed again', async () => {
    const key = await bookOf([{ [D1]: 'C', [D2]: 'D' }, { [D1]: 'B', [D2]: 'NR' }, gaps[1]!]);
    expect(await movesIn([key], { carryForward: true })).toEqual([
      [`${D1} ${D2}`, '1 AAA → AAA', '1 B → NR', '1 C → D'],
      [`${D2} ${D3}`, '1 AAA → AAA'],
      [`${D3} ${D4}`, '1 AAA → AAA'],
    ]);
  });
});

const NEW_LOAN: LoanValues = {
  loanId: 'N',
  borrower: 'New',
  borrowerGroup: null,
  amount: '1',
  rate: '1',
  sector: 'Retail',
  maturityDate: '2030-01-01',
  creditRating: 'A',
  status: 'PERFORMING',
  country: null,
  debtToEquity: null,
  interestCoverage: null,
  leverageRatio: null,
};

describe('the selection', () => {
  const histories: History[] = [
    { [D1]: 'A', [D3]: 'BB' },
    { [D1]: 'A', [D2]: 'BBB', [D3]: 'B' },
  ];
  const loans = [
    { sector: 'Energy', amount: '10.00' },
    { sector: 'Retail', amount: '20.00' },
  ];

  test('that is filtered has its own days', async () => {
    const key = await bookOf(histories, loans);
    expect(await movesIn([key], { filter: { sector: ['Energy'] } })).toEqual([[`${D1} ${D3}`, '1 A → BB']]);
    expect(await movesIn([key], { filter: { amountFrom: '0' } })).toEqual(await movesIn([key]));
    expect(await movesIn([key], { filter: { amountFrom: '21' } })).toEqual([]);
  });
  test('of several portfolios has the days of all of them', async () => {
    const first = await bookOf(histories.slice(0, 1));
    const second = await bookOf([histories[1]!]);
    expect(await movesIn([first, second])).toEqual(await movesIn([await bookOf(histories)]));
  });
  test('is that of the scenario: removed loans have no part, added ones no history, amounts are shocked', async () => {
    const key = await bookOf(histories, loans);
    const withScenario = async (scenario: MigrationArgs['scenario']) =>
      ratingMigrationOf(await periodsOf([key], { scenario, carryForward: true }));
    // L-2 falls from BBB to B, L-1 from A to BB.
    expect((await withScenario([])).fallenAngelExposure).toBe('30.00');
    expect(await withScenario([{ name: 'removeLoan', shock: { loanId: 'L-2' } }])).toMatchObject({
      fallenAngels: 1,
      fallenAngelExposure: '10.00',
      periods: [{ from: D1, to: D3 }],
    });
    const changed = { name: 'changeLoan', shock: { loanId: 'L-2', values: { amount: '7.5' } } } as const;
    expect((await withScenario([changed])).fallenAngelExposure).toBe('17.50');
    const notched = { name: 'notchDown', shock: { notches: 3 } } as const;
    expect(await withScenario([notched])).toEqual(await withScenario([]));
    const added = { name: 'addLoan', shock: { values: NEW_LOAN } } as const;
    expect(await withScenario([added])).toEqual(await withScenario([]));
  });
});

test('10,000 loans of 0.10 and one of 9,999,999,999.99 are exact', async () => {
  const key = await bookOf([{ [D1]: 'A', [D2]: 'B' }], [{ amount: '9999999999.99' }]);
  await db.query(
    `with small as (
       insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status)
       select ?, ?, 'S-' || n, 'Small', 0.10, 1, 'Retail', '2030-01-01', 'PERFORMING' from generate_series(1, 10000) n
       returning id, tenant_id)
     insert into rating_history (tenant_id, loan_id, snapshot_date, credit_rating)
     select tenant_id, id, day, grade::credit_rating from small,
       (values (?::date, 'A'), (?::date, 'B')) as snapshot(day, grade)`,
    [lender.tenantKey, key, D1, D2],
  );
  for (const carryForward of [false, true]) {
    const periods = await periodsOf([key], { carryForward });
    expect(periods).toEqual([
      { from: D1, to: D2, transitions: [{ from: 'A', to: 'B', count: 10_001, exposure: '10000000999.99' }] },
    ]);
  }
});

describe('what it costs', () => {
  test('50 portfolios and two unions take one statement', async () => {
    const keys: string[] = [];
    for (let n = 1; n <= 50; n++) keys.push(await bookOf([{ [D1]: 'A', [D2]: n % 2 ? 'A' : 'B' }]));
    const scopes = [...keys.map((key) => [key]), keys, keys.slice(0, 2)];
    const context = contextOf(db, lender);
    let downgrades: number[] = [];
    const statements = await statementsDuring(db.orm, async () => {
      const asked = scopes.map((scope) => load(context, periodTransitionsLoader, questionOf(scope)));
      downgrades = (await Promise.all(asked)).map((periods) => ratingMigrationOf(periods).downgrades);
    });
    expect(statements).toHaveLength(1);
    expect(downgrades.slice(48)).toEqual([0, 1, 25, 1]);
  });
  test('a history of every day gives as many periods as are asked for, not more', async () => {
    const key = await bookOf([{}]);
    await db.query(
      `insert into rating_history (tenant_id, loan_id, snapshot_date, credit_rating)
       select tenant_id, id, date '2020-01-01' + n, 'A' from loans, generate_series(0, 999) n where portfolio_id = ?`,
      [key],
    );
    for (const carryForward of [false, true]) {
      const periods = await periodsOf([key], { carryForward });
      expect(periods).toHaveLength(200);
      expect(periods.at(-1)).toMatchObject({
        from: '2022-09-25',
        to: '2022-09-26',
        transitions: [{ count: 1 }],
      });
      expect(ratingMigrationOf(periods)).toMatchObject({ observations: 200, stable: 200 });
    }
  });
});

test('two tenants never mix, not even in one selection', async () => {
  const south = await addLender(db, 'south');
  const theirs = await addPortfolio(db, south, [{}]);
  await addHistories(db, theirs, [{ [D1]: 'A', [D2]: 'B' }]);
  const ours = await bookOf([{ [D1]: 'A', [D3]: 'B' }]);
  expect(await movesIn([ours, theirs])).toEqual([[`${D1} ${D3}`, '1 A → B']]);
  expect(await movesIn([theirs])).toEqual([]);
  expect(await movesIn([ours, theirs], {}, south)).toEqual([[`${D1} ${D2}`, '1 A → B']]);
});
