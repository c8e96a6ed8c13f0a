import fc from 'fast-check';
import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import type { HistogramBucket } from '../../../../../src/subgraphs/credit/analytics/distribution/distribution.type.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { ask } from '../ask.ts';
import { addDefaultRate, addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';
import { addBook, anyBook, type RandomLoan } from '../random-book.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addDefaultRate(db, lender, ['AAA', '0', '0.4', '0.2']);
  await addDefaultRate(db, lender, ['BB', '0.25', '0.5', '1']);
  await addDefaultRate(db, lender, ['D', '1', '0.3', '1.5']);
});

async function distributionOf(keys: string[], args: string, of = ''): Promise<HistogramBucket[]> {
  const source = `query ($ids: [ID!]) {
    analytics(portfolioIds: $ids${of}) { distribution(${args}) { from to loanCount exposure } }
  }`;
  const { data, errors } = await ask(db, lender, source, {
    ids: keys.map((key) => toGlobalId('Portfolio', key)),
  });
  expect(errors).toEqual([]);
  return data.analytics.distribution;
}
const distributionOfLoans = async (loans: LoanRow[], args: string, of = '') =>
  distributionOf([await addPortfolio(db, lender, loans)], args, of);

const withRates = (rates: string[]): LoanRow[] => rates.map((rate) => ({ rate, amount: '10' }));
const counts = (buckets: HistogramBucket[]) => buckets.map(({ loanCount }) => loanCount);

test('a value on a boundary belongs to the bucket that begins there, the largest to the last', async () => {
  expect(await distributionOfLoans(withRates(['0', '1', '2', '3', '4']), 'of: RATE, buckets: 4')).toEqual([
    { from: 0, to: 1, loanCount: 1, exposure: '10.00' },
    { from: 1, to: 2, loanCount: 1, exposure: '10.00' },
    { from: 2, to: 3, loanCount: 1, exposure: '10.00' },
    { from: 3, to: 4, loanCount: 2, exposure: '20.00' },
  ]);
});

test('boundaries are decimals: with floats (0.3 − 0.1) / 0.1 would be less than 2', async () => {
  const tenths = ['0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '1.0'];
  const buckets = await distributionOfLoans(withRates(tenths), 'of: RATE, buckets: 9');
  expect(counts(buckets)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2]);
  expect(buckets.map(({ from }) => from)).toEqual(tenths.slice(0, 9).map(Number));
});

test('a value just below a boundary stays below it, however large the range', async () => {
  // (1,000,000,000,000.00 − 0.01) / 3 = 333,333,333,333.33, so the boundaries are 333,333,333,333.34 and 666,666,666,666.67.
  const amounts = [
    '0.01',
    '333333333333.33',
    '333333333333.34',
    '666666666666.66',
    '666666666666.67',
    '1000000000000.00',
  ];
  const buckets = await distributionOfLoans(
    amounts.map((amount) => ({ amount })),
    'of: AMOUNT, buckets: 3',
  );
  expect(buckets).toEqual([
    { from: 0.01, to: 333333333333.34, loanCount: 2, exposure: '333333333333.34' },
    { from: 333333333333.34, to: 666666666666.67, loanCount: 2, exposure: '1000000000000.00' },
    { from: 666666666666.67, to: 1e12, loanCount: 2, exposure: '1666666666666.67' },
  ]);
});

test('buckets without a loan are there too', async () => {
  expect(await distributionOfLoans(withRates(['0', '3']), 'of: RATE, buckets: 3')).toEqual([
    { from: 0, to: 1, loanCount: 1, exposure: '10.00' },
    { from: 1, to: 2, loanCount: 0, exposure: '0.00' },
    { from: 2, to: 3, loanCount: 1, exposure: '10.00' },
  ]);
});

describe('one value only makes one bucket from it to it', () => {
  test.each([1, 20])('of %i', async (buckets) => {
    const answer = await distributionOfLoans(withRates(['4.5', '4.5']), `of: RATE, buckets: ${buckets}`);
    expect(answer).toEqual([{ from: 4.5, to: 4.5, loanCount: 2, exposure: '20.00' }]);
  });
});

describe('no value at all makes no bucket', () => {
  test('an empty book', async () => expect(await distributionOfLoans([], 'of: AMOUNT')).toEqual([]));
  test('no portfolio', async () => expect(await distributionOf([], 'of: AMOUNT')).toEqual([]));
  test('loans without the ratio', async () => {
    expect(await distributionOfLoans([{}, {}], 'of: LEVERAGE')).toEqual([]);
  });
  test('loans without a grade, or with one that the table lacks', async () => {
    expect(await distributionOfLoans([{}, { credit_rating: 'CC' }], 'of: PD')).toEqual([]);
  });
});

describe('what is measured', () => {
  const BOTH: LoanRow[] = [
    {
      amount: '1',
      rate: '2',
      debt_to_equity: '-3',
      interest_coverage: '4',
      leverage_ratio: '-5.5',
      credit_rating: 'BB',
    },
    {
      amount: '11',
      rate: '12',
      debt_to_equity: '13',
      interest_coverage: '14',
      leverage_ratio: '15',
      credit_rating: 'D',
    },
    { amount: '5', rate: '5' },
  ];
  test.each([
    ['AMOUNT', 1, 11, 3],
    ['RATE', 2, 12, 3],
    ['DEBT_TO_EQUITY', -3, 13, 2],
    ['INTEREST_COVERAGE', 4, 14, 2],
    ['LEVERAGE', -5.5, 15, 2],
    ['PD', 0.25, 1, 2],
  ])('%s from %d to %d, of %i loans that have it', async (of, from, to, loanCount) => {
    const [bucket, ...others] = await distributionOfLoans(BOTH, `of: ${of}, buckets: 1`);
    expect(bucket).toMatchObject({ from, to, loanCount });
    expect(others).toEqual([]);
  });
  test('MONTHS_TO_MATURITY are 16 for 487 days, seen from asOf, and negative for a matured loan', async () => {
    // From 29 February 2028: 487 days back is 30 October 2026, 487 on is 30 June 2029.
    const loans = ['2026-10-30', '2028-02-29', '2029-06-30'].map((maturity_date) => ({
      maturity_date,
      amount: '10',
    }));
    const args = 'of: MONTHS_TO_MATURITY, buckets: 2';
    expect(await distributionOfLoans(loans, args, ', asOf: "2028-02-29"')).toEqual([
      { from: -16, to: 0, loanCount: 1, exposure: '10.00' },
      { from: 0, to: 16, loanCount: 2, exposure: '20.00' },
    ]);
  });
  test.each(['0001-01-01', '9999-12-31'])('MONTHS_TO_MATURITY seen from %s', async (asOf) => {
    const buckets = await distributionOfLoans([{}], 'of: MONTHS_TO_MATURITY', `, asOf: "${asOf}"`);
    expect(counts(buckets)).toEqual([1]);
    expect(Math.abs(buckets[0]!.from)).toBeGreaterThan(12 * 2000);
  });
  test('PD is that of the scenario', async () => {
    const shock = ', scenario: [{ pdMultiplier: { factor: "2" } }]';
    expect(await distributionOfLoans([{ credit_rating: 'BB' }], 'of: PD', shock)).toMatchObject([
      { from: 0.5, to: 0.5 },
    ]);
  });
});

test('10,000 loans of 0.10 and one of 9,999,999,999.99 are exact', async () => {
  const key = await addPortfolio(db, lender, [{ amount: '9999999999.99' }]);
  await db.query(
    `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status)
     select ?, ?, 'S-' || n, 'Small', 0.10, 1, 'Retail', '2030-01-01', 'PERFORMING' from generate_series(1, 10000) n`,
    [lender.tenantKey, key],
  );
  const [small, large] = await distributionOf([key], 'of: AMOUNT, buckets: 2');
  expect(small).toMatchObject({ from: 0.1, loanCount: 10_000, exposure: '1000.00' });
  expect(large).toMatchObject({ to: 9999999999.99, loanCount: 1, exposure: '9999999999.99' });
});

describe('over random books', () => {
  const MEASURES = {
    AMOUNT: 'amount',
    RATE: 'rate',
    DEBT_TO_EQUITY: 'debt_to_equity',
    INTEREST_COVERAGE: 'interest_coverage',
    LEVERAGE: 'leverage_ratio',
  } as const;
  type Measure = keyof typeof MEASURES;

  /** Whole numbers of the smallest unit: integer arithmetic says for certain which bucket is right. */
  function expectedCounts(book: RandomLoan[], of: Measure, buckets: number): number[] {
    const values = book.flatMap((loan) => loan[MEASURES[of]]?.replace('.', '') ?? []).map(BigInt);
    const sorted = values.toSorted((a, b) => (a < b ? -1 : 1));
    const [smallest, largest] = [sorted[0], sorted.at(-1)];
    if (smallest === undefined || largest === undefined) return [];
    if (smallest === largest) return [values.length];
    const filled = Array<number>(buckets).fill(0);
    for (const value of values) {
      const place = Number(((value - smallest) * BigInt(buckets)) / (largest - smallest));
      filled[Math.min(place, buckets - 1)]! += 1;
    }
    return filled;
  }

  const measures = fc.constantFrom(...(Object.keys(MEASURES) as Measure[]));
  const bucketCounts = fc.integer({ min: 1, max: 100 });

  test('every loan that has the measure is in the right bucket, and buckets touch', () =>
    fc.assert(
      fc.asyncProperty(anyBook, measures, bucketCounts, async (book, of, buckets) => {
        const key = await addBook(db, lender, book);
        const answer = await distributionOf([key], `of: ${of}, buckets: ${buckets}`);
        expect(counts(answer)).toEqual(expectedCounts(book, of, buckets));
        expect(answer.slice(1).map(({ from }) => from)).toEqual(answer.slice(0, -1).map(({ to }) => to));
        const values = book.flatMap((loan) => loan[MEASURES[of]] ?? []).map(Number);
        if (values.length === 0) return;
        expect(answer[0]?.from).toBe(Math.min(...values));
        expect(answer.at(-1)?.to).toBe(Math.max(...values));
      }),
      { numRuns: 100 },
    ));
});

describe('filter, scenario and viewer', () => {
  const loans = withRates(['1', '2', '3']);

  test('a filter selects before the range is found', async () => {
    const answer = await distributionOfLoans(loans, 'of: RATE, buckets: 1', ', filter: { rateFrom: "2" }');
    expect(answer).toMatchObject([{ from: 2, to: 3, loanCount: 2 }]);
  });
  test('a filter that selects all, and a scenario without a shock, change nothing', async () => {
    const plain = await distributionOfLoans(loans, 'of: RATE');
    expect(await distributionOfLoans(loans, 'of: RATE', ', filter: { rateFrom: "0" }, scenario: []')).toEqual(
      plain,
    );
  });
  test('what belongs to another tenant is in no bucket', async () => {
    await addPortfolio(db, await addLender(db, 'south'), withRates(['99']));
    const viewer = await addLender(db, 'west');
    await addPortfolio(db, viewer, loans);
    const { data } = await ask(
      db,
      viewer,
      '{ analytics { distribution(of: RATE, buckets: 1) { to loanCount } } }',
    );
    expect(data.analytics.distribution).toEqual([{ to: 3, loanCount: 3 }]);
  });
});

describe('buckets', () => {
  test('are 20 unless given, or null', async () => {
    expect(await distributionOfLoans(withRates(['0', '1']), 'of: RATE')).toHaveLength(20);
    expect(await distributionOfLoans(withRates(['0', '1']), 'of: RATE, buckets: null')).toHaveLength(20);
  });
  test('are 100 at most', async () => {
    expect(await distributionOfLoans(withRates(['0', '1']), 'of: RATE, buckets: 100')).toHaveLength(100);
  });
  test.each([0, -1, 101])('%i are refused', async (buckets) => {
    const { errors } = await ask(
      db,
      lender,
      `{ analytics { distribution(of: RATE, buckets: ${buckets}) { from } } }`,
    );
    expect(errors[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['buckets'], message: `${buckets} is not from 1 to 100.` }],
    });
  });
});

test.each([2, 50])('%i portfolios cost one statement beside the list', async (count) => {
  const many = await addLender(db, `many ${count}`);
  for (let n = 0; n < count; n++) await addPortfolio(db, many, [{ rate: String(n) }]);
  const source = '{ portfolios(first: 50) { nodes { analytics { distribution(of: RATE) { from } } } } }';
  let nodes: { analytics: { distribution: { from: number }[] } }[] = [];
  const statements = await statementsDuring(db.orm, async () => {
    nodes = (await ask(db, many, source)).data.portfolios.nodes;
  });
  expect(statements).toHaveLength(2);
  const rates = nodes.map(({ analytics }) => analytics.distribution[0]?.from);
  expect(rates.sort((a, b) => a! - b!)).toEqual(Array.from({ length: count }, (_, index) => index));
});
