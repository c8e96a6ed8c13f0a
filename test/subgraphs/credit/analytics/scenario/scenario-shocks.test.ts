import type { ShockInput } from '../../../../../src/subgraphs/credit/analytics/scenario/shock.input.ts';
import type { LoanFilter } from '../../../../../src/subgraphs/credit/loan/loan-filter.type.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, type Lender } from '../book.ts';
import { addTable, effectOn, LOANS, loansAfter } from './scenario-book.ts';

// L-1 A 400 at 2 %, L-2 BBB 300 at 4 %, L-3 B 200 at 6 %, L-4 D 100 at 8 %, L-5 none 50 at 10 %, L-6 CC 25 at 12 %;
// L-2, L-4 and L-6 are Energy. The table: A .001/.5/.5, BBB .01/.45/1, B .1/.4/1.2, D 1/.25/1.5 (PD/recovery/weight).
const db = useTestDatabase();
let lender: Lender;
let key: string;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addTable(db, lender);
  key = await addPortfolio(db, lender, LOANS);
});

const effect = (scenario: ShockInput[], filter: LoanFilter | null = null) =>
  effectOn(db, lender, key, scenario, filter);
const energy: LoanFilter = { sector: ['Energy'] };

describe('a book without a scenario', () => {
  test('has the PD, LGD and weight of each grade that the table has', async () => {
    const rows = await loansAfter(db, lender, [[key]]);
    expect(rows.map(({ loan_id, pd, lgd, risk_weight }) => [loan_id, pd, lgd, risk_weight])).toEqual([
      ['L-1', '0.001', '0.5', '0.5'],
      ['L-2', '0.01', '0.55', '1'],
      ['L-3', '0.1', '0.6', '1.2'],
      ['L-4', '1', '0.75', '1.5'],
      ['L-5', null, null, null],
      ['L-6', null, null, null],
    ]);
  });
});

describe('rateShift', () => {
  test('adds hundredths of a percent to every rate, and to nothing else', async () => {
    expect(await effect([{ rateShift: { basisPoints: '125.5' } }])).toEqual({
      'L-1': { rate: '3.255' },
      'L-2': { rate: '5.255' },
      'L-3': { rate: '7.255' },
      'L-4': { rate: '9.255' },
      'L-5': { rate: '11.255' },
      'L-6': { rate: '13.255' },
    });
  });
  test('stops at 0, and a later rise starts there', async () => {
    const down = { rateShift: { basisPoints: '-500', filter: { rateTo: '6' } } };
    expect(await effect([down])).toEqual({
      'L-1': { rate: '0' },
      'L-2': { rate: '0' },
      'L-3': { rate: '1' },
    });
    expect(await effect([down, { rateShift: { basisPoints: '500', filter: { rateTo: '1' } } }])).toEqual({
      'L-1': { rate: '5' },
      'L-2': { rate: '5' },
    });
  });
  test('is exact to the last of 20 decimals', async () => {
    const scenario = [{ rateShift: { basisPoints: '0.00000000000000000001', filter: { loanId: ['L-1'] } } }];
    expect(await effect(scenario)).toEqual({ 'L-1': { rate: '2.0000000000000000000001' } });
  });
});

describe('pdMultiplier', () => {
  test('multiplies to at most 1, leaves 1 alone and makes no PD where there is none', async () => {
    expect(await effect([{ pdMultiplier: { factor: '50' } }])).toEqual({
      'L-1': { pd: '0.05' },
      'L-2': { pd: '0.5' },
      'L-3': { pd: '1' },
    });
    expect(await effect([{ pdMultiplier: { factor: '0' } }])).toEqual({
      'L-1': { pd: '0' },
      'L-2': { pd: '0' },
      'L-3': { pd: '0' },
    });
  });
  test('of the loans of a filter', async () => {
    expect(await effect([{ pdMultiplier: { factor: '1.5', filter: energy } }])).toEqual({
      'L-2': { pd: '0.015' },
    });
  });
  test('once it has reached 1, a PD stays there', async () => {
    const scenario = [{ pdMultiplier: { factor: '10' } }, { pdMultiplier: { factor: '0.5' } }];
    expect(await effect(scenario)).toEqual({
      'L-1': { pd: '0.005' },
      'L-2': { pd: '0.05' },
      'L-3': { pd: '1' },
    });
  });
});

describe('recovery', () => {
  test('replaces that of every rated loan', async () => {
    expect(await effect([{ recovery: { rate: '0.1' } }])).toEqual({
      'L-1': { lgd: '0.9' },
      'L-2': { lgd: '0.9' },
      'L-3': { lgd: '0.9' },
      'L-4': { lgd: '0.9' },
    });
  });
  test.each([
    ['0', '1'],
    ['1', '0'],
  ])('of %s is an LGD of %s, for the loans of a filter', async (rate, lgd) => {
    expect(await effect([{ recovery: { rate, filter: energy } }])).toEqual({
      'L-2': { lgd },
      'L-4': { lgd },
    });
  });
});

describe('removeLoan', () => {
  test('takes the loan out', async () => {
    expect(await effect([{ removeLoan: { loanId: ' L-3 ' } }])).toEqual({ 'L-3': 'removed' });
  });
});

describe('changeLoan', () => {
  test('to another grade brings its PD, LGD and weight', async () => {
    expect(await effect([{ changeLoan: { loanId: 'L-1', creditRating: 'B' } }])).toEqual({
      'L-1': { credit_rating: 'B', pd: '0.1', lgd: '0.6', risk_weight: '1.2' },
    });
  });
  test('changes amount, rate, status and maturity, which may be past', async () => {
    const values = {
      amount: '1000.50',
      rate: '0',
      status: 'WATCH_LIST',
      maturityDate: '1999-12-31',
    } as const;
    expect(await effect([{ changeLoan: { loanId: 'L-2', ...values } }])).toEqual({
      'L-2': { amount: '1000.5', rate: '0', status: 'WATCH_LIST', maturity_date: '1999-12-31' },
    });
  });
  test('leaves what is null or left out', async () => {
    const values = { amount: null, rate: null, creditRating: null, status: null, maturityDate: null };
    expect(await effect([{ changeLoan: { loanId: 'L-2', ...values } }])).toEqual({});
    expect(await effect([{ changeLoan: { loanId: 'L-2' } }])).toEqual({});
  });
  test('rates a loan that was not, from the table', async () => {
    expect(await effect([{ changeLoan: { loanId: 'L-5', creditRating: 'D' } }])).toEqual({
      'L-5': { credit_rating: 'D', pd: '1', lgd: '0.75', risk_weight: '1.5' },
    });
  });
  test('of an unrated loan to a grade that the table lacks leaves it unrated', async () => {
    expect(await effect([{ changeLoan: { loanId: 'L-5', creditRating: 'AAA' } }])).toEqual({
      'L-5': { credit_rating: 'AAA' },
    });
  });
  test('to the grade that it has is no change of grade: earlier shocks stay', async () => {
    const scenario = [
      { pdMultiplier: { factor: '2', filter: { loanId: ['L-3'] } } },
      { changeLoan: { loanId: 'L-3', creditRating: 'B' as const, rate: '7' } },
    ];
    expect(await effect(scenario)).toEqual({ 'L-3': { pd: '0.2', rate: '7' } });
  });
});

describe('addLoan', () => {
  const added = {
    loanId: ' N-1 ',
    borrower: 'Gil',
    amount: '10.50',
    rate: '3.25',
    sector: 'Rail',
    maturityDate: '2026-03-02',
    creditRating: 'BBB',
    status: 'PERFORMING' as const,
  };
  const rowAfter = async (scenario: ShockInput[]) =>
    (await loansAfter(db, lender, [[key]], scenario)).find(({ loan_id }) => loan_id === 'N-1');

  test('brings a loan without a stored row, at the PD of its grade', async () => {
    expect(await effect([{ addLoan: added }])).toEqual({ 'N-1': 'added' });
    const [stored] = await loansAfter(db, lender, [[key]]);
    expect(await rowAfter([{ addLoan: added }])).toEqual({
      scope: '0',
      id: null,
      portfolio_id: key,
      tenant_id: lender.tenantKey,
      loan_id: 'N-1',
      borrower: 'Gil',
      borrower_group: null,
      amount: '10.5',
      rate: '3.25',
      sector: 'Rail',
      maturity_date: '2026-03-02',
      credit_rating: 'BBB',
      status: 'PERFORMING',
      country: null,
      debt_to_equity: null,
      interest_coverage: null,
      leverage_ratio: null,
      updated_at: expect.any(String),
      pd: '0.01',
      lgd: '0.55',
      risk_weight: '1',
    });
    expect(Object.keys(stored!)).toHaveLength(21);
  });
  test('takes every other field of a loan', async () => {
    const more = { borrowerGroup: 'Holding', country: 'GB', debtToEquity: '-1.5', interestCoverage: '2' };
    expect(await rowAfter([{ addLoan: { ...added, ...more, leverageRatio: '4.0001' } }])).toMatchObject({
      borrower_group: 'Holding',
      country: 'GB',
      debt_to_equity: '-1.5',
      interest_coverage: '2',
      leverage_ratio: '4.0001',
    });
  });
  test.each([null, 'NR', 'AAA'])('of grade %s is unrated', async (creditRating) => {
    expect(await rowAfter([{ addLoan: { ...added, creditRating } }])).toMatchObject({
      credit_rating: creditRating === 'AAA' ? 'AAA' : null,
      pd: null,
      lgd: null,
      risk_weight: null,
    });
  });
  test('meets the shocks that follow, and is what they left', async () => {
    const scenario: ShockInput[] = [
      { pdMultiplier: { factor: '3' } },
      { addLoan: added },
      { pdMultiplier: { factor: '2', filter: { search: 'gil' } } },
      { changeLoan: { loanId: 'N-1', amount: '999' } },
      { defaultShare: { share: '0.0001' } },
    ];
    expect(await rowAfter(scenario)).toMatchObject({ amount: '999', credit_rating: 'D', pd: '1' });
    expect(await rowAfter(scenario.slice(0, 3))).toMatchObject({ amount: '10.5', pd: '0.02' });
    expect(await rowAfter([...scenario, { removeLoan: { loanId: 'N-1' } }])).toBeUndefined();
  });
});

describe('shocks in their order', () => {
  test("a shock's filter sees what the one before has left", async () => {
    const double: ShockInput = { pdMultiplier: { factor: '2' } };
    const risky: ShockInput = { rateShift: { basisPoints: '100', filter: { pdFrom: 0.2, pdTo: 0.9 } } };
    // The PD of B is .1, and .2 once it has doubled.
    expect(await effect([risky])).toEqual({});
    expect((await effect([double, risky]))['L-3']).toEqual({ pd: '0.2', rate: '7' });
    expect((await effect([risky, double]))['L-3']).toEqual({ pd: '0.2' });
  });
  test('a change of grade brings the PD of the table, whatever came before', async () => {
    const double: ShockInput = { pdMultiplier: { factor: '2' } };
    const down: ShockInput = { notchDown: { notches: 1, filter: { loanId: ['L-1'] } } };
    expect((await effect([double, down]))['L-1']).toMatchObject({ credit_rating: 'BBB', pd: '0.01' });
    expect((await effect([down, double]))['L-1']).toMatchObject({ credit_rating: 'BBB', pd: '0.02' });
  });
  test('the filter of the selection comes first: what it left out, no shock meets', async () => {
    const filter: LoanFilter = { rateTo: '4' };
    expect(await effect([{ rateShift: { basisPoints: '100' } }], filter)).toEqual({
      'L-1': { rate: '3' },
      'L-2': { rate: '5' },
    });
  });
  test.each<[string, LoanFilter]>([
    ['{}', {}],
    ['one that all pass', { not: { sector: ['Rail'] } }],
    ['an empty list', { loanId: [] }],
  ])('a filter of %s selects as none does', async (_, filter) => {
    for (const shock of ALL_BOOK_SHOCKS)
      expect(await effect([shock(filter)])).toEqual(await effect([shock(null)]));
  });
  test('a filter that selects nothing changes nothing', async () => {
    for (const shock of ALL_BOOK_SHOCKS) expect(await effect([shock({ sector: ['Rail'] })])).toEqual({});
  });
  test('a condition on what a loan lacks does not hold', async () => {
    for (const shock of ALL_BOOK_SHOCKS) expect(await effect([shock({ country: ['GB'] })])).toEqual({});
  });
});

const ALL_BOOK_SHOCKS: ((filter: LoanFilter | null) => ShockInput)[] = [
  (filter) => ({ rateShift: { basisPoints: '25', filter } }),
  (filter) => ({ pdMultiplier: { factor: '2', filter } }),
  (filter) => ({ recovery: { rate: '0.1', filter } }),
  (filter) => ({ notchDown: { notches: 1, filter } }),
  (filter) => ({ defaultShare: { share: '0.5', filter } }),
];
