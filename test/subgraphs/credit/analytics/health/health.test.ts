import {
  type GradeCounts,
  type HealthAggregates,
  healthOf,
  NO_COUNTS,
} from '../../../../../src/subgraphs/credit/analytics/health/health.ts';
import { CREDIT_RATINGS } from '../../../../../src/subgraphs/credit/rating/rating-scale.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, type Lender, type LoanRow, TODAY } from '../book.ts';
import { metric } from '../metric.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
});

const FIELDS = 'health { score level performance quality concentration maturity }';
const healthIn = async (keys: string[], args = {}) => {
  const { numbers, errors } = await metric(db, lender, keys, FIELDS, args);
  expect(errors).toEqual([]);
  return numbers.health;
};
const healthOfLoans = async (loans: LoanRow[], args = {}) =>
  healthIn([await addPortfolio(db, lender, loans)], args);

/** Loans of one grade, all performing and far from maturity, in a book spread over many names. */
const graded = (changes: Partial<GradeCounts>): GradeCounts => ({
  grade: 'A',
  loanCount: 1,
  performingCount: 1,
  ...changes,
});
const health = (byGrade: GradeCounts[], sums: Partial<HealthAggregates> = {}) =>
  healthOf({ byGrade, maturingCount: 0, exposure: '10', squares: '1', ...sums });

test('a book of four loans', async () => {
  // performance: 3 of 4 → 75. quality: (85 + 50 + 25) / 3. HHI: four names of a quarter each = .25 → 60.
  // maturity: 2 of 4 within a year → 75. score: 22.5 + 16 + 15 + 11.25 = 64.75.
  const four = await healthOfLoans([
    { borrower: 'A', credit_rating: 'BBB', maturity_date: '2026-02-28' },
    { borrower: 'B', credit_rating: 'BB-', maturity_date: '2027-03-01', status: 'WATCH_LIST' },
    { borrower: 'C', credit_rating: 'B', maturity_date: '2027-03-02' },
    { borrower: 'D', credit_rating: null, maturity_date: '2030-01-01' },
  ]);
  expect(four).toEqual({
    score: 64.75,
    level: 'MONITOR',
    performance: 75,
    quality: expect.closeTo(160 / 3, 12),
    concentration: 60,
    maturity: 75,
  });
});

test('quality gives each grade its mark', () => {
  const marks = CREDIT_RATINGS.map((grade) => [grade, health([graded({ grade })]).quality]);
  expect(Object.fromEntries(marks)).toEqual({
    ...{ AAA: 100, 'AA+': 100, AA: 100, 'AA-': 100, 'A+': 100, A: 100, 'A-': 100 },
    ...{ 'BBB+': 90, BBB: 85, 'BBB-': 80, 'BB+': 70, BB: 60, 'BB-': 50, 'B+': 35, B: 25, 'B-': 20 },
    ...{ 'CCC+': 10, CCC: 5, 'CCC-': 0, CC: 0, C: 0, D: 0 },
  });
});

test('quality is a mean over loans, not over grades, and leaves out those without one', () => {
  // (3 · 100 + 20) / 4.
  const grades = [graded({ loanCount: 3 }), graded({ grade: 'B-' }), graded({ grade: null, loanCount: 50 })];
  expect(health(grades).quality).toBe(80);
});

test.each([
  // Squares over the square of 10.
  ['14.99', 100],
  ['15', 80],
  ['24.99', 80],
  ['25', 60],
  ['100', 60],
])('an HHI of %s hundredths marks the concentration %i', (squares, mark) => {
  expect(health([graded({})], { squares }).concentration).toBe(mark);
});

test('concentration is per borrower, over all portfolios of the selection', async () => {
  // Five names of a fifth each: HHI .2. Two of them joined: (4 + 1 + 1 + 1) / 25 = .28.
  const names = ['A', 'B', 'C', 'D', 'E'].map((borrower) => ({ borrower }));
  const apart = await addPortfolio(db, lender, names);
  expect((await healthIn([apart])).concentration).toBe(80);
  const joined = [{ borrower: 'A' }, ...names.slice(0, 4)];
  expect((await healthOfLoans(joined)).concentration).toBe(60);
  // Ten loans of the same five names in two portfolios are still five names.
  expect((await healthIn([apart, await addPortfolio(db, lender, names)])).concentration).toBe(80);
});

describe('maturity', () => {
  test.each([
    ['2027-03-01', 365, 50],
    ['2027-03-02', 366, 100],
    ['1990-01-01', -13_208, 50],
  ])('a loan that matures on %s, %i days after asOf, marks %i', async (maturity_date, _days, mark) => {
    expect((await healthOfLoans([{ maturity_date }], { asOf: TODAY })).maturity).toBe(mark);
  });
  test('counts 365 days, not a year: over a leap day they end a day early', async () => {
    const loans = [{ maturity_date: '2028-03-01' }];
    expect((await healthOfLoans(loans, { asOf: '2027-03-01' })).maturity).toBe(100);
    expect((await healthOfLoans(loans, { asOf: '2027-03-02' })).maturity).toBe(50);
  });
});

describe('the score in a word', () => {
  // .3 performance + .3 quality + .25 concentration + .15 · 100; quality 50 or, with one B+ in ten, 48.5.
  test.each([
    ['HEALTHY', 75, { performingCount: 10, bPlusCount: 0, squares: '100' }],
    ['MONITOR', 74.55, { performingCount: 10, bPlusCount: 1, squares: '100' }],
    ['MONITOR', 50, { performingCount: 0, bPlusCount: 0, squares: '20' }],
    ['AT_RISK', 49.55, { performingCount: 0, bPlusCount: 1, squares: '20' }],
  ])('%s at %d', (level, score, { performingCount, bPlusCount, squares }) => {
    const grades = [
      graded({ grade: 'BB-', loanCount: 10 - bPlusCount, performingCount }),
      graded({ grade: 'B+', loanCount: bPlusCount, performingCount: 0 }),
    ];
    expect(health(grades, { squares })).toMatchObject({ score, level });
  });
});

describe('the edges of a book', () => {
  const NOTHING = {
    score: null,
    level: null,
    performance: null,
    quality: null,
    concentration: null,
    maturity: null,
  };
  test('an empty one has no mark and no score', async () => {
    expect(healthOf(NO_COUNTS)).toEqual(NOTHING);
    expect(await healthOfLoans([])).toEqual(NOTHING);
  });
  test('without a grade there is no quality, so no score, but the other marks stand', async () => {
    expect(await healthOfLoans([{ credit_rating: null }])).toEqual({
      ...NOTHING,
      performance: 100,
      concentration: 60,
      maturity: 100,
    });
  });
  test('all defaulted, matured and D is the least: .25 · 60 + .15 · 50', async () => {
    expect(
      await healthOfLoans([{ credit_rating: 'D', status: 'DEFAULTED', maturity_date: '2020-01-01' }]),
    ).toEqual({ score: 22.5, level: 'AT_RISK', performance: 0, quality: 0, concentration: 60, maturity: 50 });
  });
  test('the best there is: 100', async () => {
    const names = Array.from({ length: 7 }, (_, index) => ({ borrower: `B${index}`, credit_rating: 'AAA' }));
    expect(await healthOfLoans(names)).toMatchObject({ score: 100, level: 'HEALTHY' });
  });
  test('seen from the first day of the calendar and from its last', async () => {
    expect((await healthOfLoans([{}], { asOf: '0001-01-01' })).maturity).toBe(100);
    expect((await healthOfLoans([{}], { asOf: '9999-12-31' })).maturity).toBe(50);
  });
  test('10,000 loans of 0.10 beside one of 9,999,999,999.99 are one name', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '9999999999.99', status: 'DEFAULTED' }]);
    await db.query(
      `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status)
       select ?, ?, 'S-' || n, 'Small ' || n, 0.10, 5, 'Retail', '2030-01-01', 'PERFORMING' from generate_series(1, 10000) n`,
      [lender.tenantKey, key],
    );
    // Shares count loans: 10,000 of 10,001.
    expect(await healthIn([key])).toMatchObject({ performance: 1_000_000 / 10_001, concentration: 60 });
  });
});
