import { load } from '../../../../../src/platform/graphql/context.ts';
import { summaryAggregatesLoader } from '../../../../../src/subgraphs/credit/analytics/summary/summary.rows.ts';
import { summaryOf } from '../../../../../src/subgraphs/credit/analytics/summary/summary.ts';
import type { LoanFilter } from '../../../../../src/subgraphs/credit/loan/loan-filter.type.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, contextOf, type Lender, type LoanRow, TODAY } from '../book.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
});

const scopeOf = (keys: string[], filter: LoanFilter | null = null) => ({
  parentKey: keys.join(' '),
  args: { asOf: TODAY, filter, scenario: [] },
});

const summaryIn = async (keys: string[], filter: LoanFilter | null = null, viewedBy = lender) =>
  summaryOf(await load(contextOf(db, viewedBy), summaryAggregatesLoader, scopeOf(keys, filter)));

const summaryOfLoans = async (loans: LoanRow[]) => summaryIn([await addPortfolio(db, lender, loans)]);

test('a book of three loans', async () => {
  // 100 at 4 %, 200 at 5 %, 700 at 8.5 %; BBB 360 · 100 + BB 1350 · 200 = 306,000 over 300 is 1020.
  // Live: 200 over 487 days, 700 over 974: (200 · 16 + 700 · 32) / 900 = 28.444… months.
  const summary = await summaryOfLoans([
    { amount: '100', rate: '4', credit_rating: 'BBB', maturity_date: '2026-02-28', status: 'DEFAULTED' },
    { amount: '200', rate: '5', credit_rating: 'BB', maturity_date: '2027-07-01', borrower: 'Bolt' },
    { amount: '700', rate: '8.5', sector: 'Energy', maturity_date: '2028-10-30', status: 'WATCH_LIST' },
  ]);
  expect(summary).toEqual({
    totalLoans: 3,
    borrowerCount: 2,
    sectorCount: 2,
    totalExposure: '1000.00',
    averageAmount: '333.33',
    minAmount: '100.00',
    maxAmount: '700.00',
    annualInterest: '73.50',
    averageRate: '5.8333',
    weightedAverageRate: '7.3500',
    averageRating: 'BB+',
    weightedAverageRatingFactor: 1020,
    weightedAverageMaturityMonths: 25600 / 900,
    pastMaturityCount: 1,
    performingCount: 1,
    watchListCount: 1,
    nonPerformingCount: 0,
    defaultedCount: 1,
    sectorBreakdown: [
      { sector: 'Energy', count: 1, exposure: '700.00' },
      { sector: 'Retail', count: 2, exposure: '300.00' },
    ],
  });
});

describe('the edges of a book', () => {
  test('an empty one', async () => {
    expect(await summaryOfLoans([])).toMatchObject({
      totalLoans: 0,
      totalExposure: '0.00',
      averageRate: null,
      sectorBreakdown: [],
    });
  });
  test('no portfolio at all', async () => {
    expect(await summaryIn([])).toMatchObject({ totalLoans: 0, totalExposure: '0.00' });
  });
  test('one loan is its own average', async () => {
    expect(await summaryOfLoans([{ amount: '12.34', rate: '4.5', credit_rating: 'CC' }])).toMatchObject({
      totalLoans: 1,
      averageAmount: '12.34',
      minAmount: '12.34',
      maxAmount: '12.34',
      weightedAverageRate: '4.5000',
      averageRating: 'D',
      weightedAverageRatingFactor: 10_000,
    });
  });
  test('all unrated', async () => {
    expect(await summaryOfLoans([{}, {}])).toMatchObject({
      averageRating: null,
      weightedAverageRatingFactor: null,
    });
  });
  test('all matured', async () => {
    expect(await summaryOfLoans([{ maturity_date: '2026-02-28' }])).toMatchObject({
      weightedAverageMaturityMonths: null,
      pastMaturityCount: 1,
    });
  });
  test('a loan that matures on asOf has 0 months and is not past', async () => {
    expect(await summaryOfLoans([{ maturity_date: TODAY }])).toMatchObject({
      weightedAverageMaturityMonths: 0,
      pastMaturityCount: 0,
    });
  });
  test('10,000 loans of 0.10 and one of 9,999,999,999.99 are exact', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '9999999999.99', sector: 'Steel' }]);
    await db.query(
      `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status)
       select ?, ?, 'S-' || n, 'Small ' || n, 0.10, 0.0001, 'Retail', '2030-01-01', 'PERFORMING'
       from generate_series(1, 10000) n`,
      [lender.tenantKey, key],
    );
    // Small: 10,000 · 0.10 = 1,000.00, interest 1,000 · 0.0001 / 100 = 0.001; large: 9,999,999,999.99 · 5 / 100 = 499,999,999.9995.
    expect(await summaryIn([key])).toMatchObject({
      totalLoans: 10_001,
      borrowerCount: 10_001,
      totalExposure: '10000000999.99',
      annualInterest: '500000000.00',
      minAmount: '0.10',
      sectorBreakdown: [
        { sector: 'Steel', count: 1, exposure: '9999999999.99' },
        { sector: 'Retail', count: 10_000, exposure: '1000.00' },
      ],
    });
  });
});

describe('a filter', () => {
  test('that selects all gives the same numbers as none', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '10' }, { amount: '20', sector: 'Energy' }]);
    expect(await summaryIn([key], { amountFrom: '0', or: [] })).toEqual(await summaryIn([key]));
  });
  test('selects first: the numbers know nothing of the other loans', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '10' }, { amount: '20', sector: 'Energy' }]);
    const energyOnly = await summaryOfLoans([{ amount: '20', sector: 'Energy' }]);
    expect(await summaryIn([key], { sector: ['Energy'] })).toEqual(energyOnly);
  });
  test('that selects nothing gives the numbers of an empty book', async () => {
    const key = await addPortfolio(db, lender, [{}]);
    expect(await summaryIn([key], { amountFrom: '101' })).toEqual(await summaryOfLoans([]));
  });
});

describe('several portfolios', () => {
  test('a borrower or a sector of the same name counts once', async () => {
    const first = await addPortfolio(db, lender, [{ borrower: 'Acme', amount: '1' }]);
    const second = await addPortfolio(db, lender, [{ borrower: 'Acme', amount: '2' }, { borrower: 'Bolt' }]);
    expect(await summaryIn([first, second])).toMatchObject({
      totalLoans: 3,
      borrowerCount: 2,
      sectorCount: 1,
      totalExposure: '103.00',
    });
  });

  test('50 of them, and two unions, cost one statement', async () => {
    const keys: string[] = [];
    for (let n = 1; n <= 50; n++) keys.push(await addPortfolio(db, lender, [{ amount: String(n) }]));
    const context = contextOf(db, lender);
    const scopes = [...keys.map((key) => [key]), keys, keys.slice(0, 2)];
    const exposures: string[] = [];
    const statements = await statementsDuring(db.orm, async () => {
      const asked = scopes.map((scope) => load(context, summaryAggregatesLoader, scopeOf(scope)));
      for (const aggregates of await Promise.all(asked)) exposures.push(summaryOf(aggregates).totalExposure);
    });
    expect(statements).toHaveLength(1);
    expect(exposures.slice(48)).toEqual(['49.00', '50.00', '1275.00', '3.00']);
  });
});

describe('who may see it', () => {
  test('two tenants never mix, not even in one selection', async () => {
    const south = await addLender(db, 'south');
    const theirs = await addPortfolio(db, south, [{ amount: '1' }]);
    const ours = await addPortfolio(db, lender, [{ amount: '2' }]);
    expect(await summaryIn([ours, theirs])).toEqual(await summaryIn([ours]));
    expect(await summaryIn([ours, theirs], null, south)).toEqual(await summaryIn([theirs], null, south));
    expect(await summaryIn([theirs])).toEqual(await summaryIn([]));
  });
  test('without a viewer there is no answer', async () => {
    const anonymous = { ...contextOf(db, lender), viewer: null };
    await expect(load(anonymous, summaryAggregatesLoader, scopeOf(['1']))).rejects.toThrow('Sign in first.');
  });
});
