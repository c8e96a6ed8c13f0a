import fc from 'fast-check';
import { Decimal } from '../../../../../src/platform/decimal.ts';
import { maturityOf } from '../../../../../src/subgraphs/credit/analytics/maturity/maturity.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';
import { metric } from '../metric.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
});

const BUCKET = '{ label from to loanCount exposure share }';
const FIELDS = `maturity { weightedAverageMonths pastMaturity ${BUCKET} ladder ${BUCKET} quarters ${BUCKET} }`;

interface Bucket {
  label: string;
  from: string | null;
  to: string | null;
  loanCount: number;
  exposure: string;
  share: number | null;
}

const maturityIn = async (keys: string[], asOf: string) => {
  const { numbers, errors } = await metric(db, lender, keys, FIELDS, { asOf });
  expect(errors).toEqual([]);
  return numbers.maturity as {
    weightedAverageMonths: number | null;
    pastMaturity: Bucket;
    ladder: Bucket[];
    quarters: Bucket[];
  };
};
const maturityOfLoans = async (loans: LoanRow[], asOf = '2026-03-01') =>
  maturityIn([await addPortfolio(db, lender, loans)], asOf);

const held = (buckets: Bucket[]) =>
  buckets.filter(({ loanCount }) => loanCount > 0).map(({ label, exposure }) => `${label}: ${exposure}`);

test('a loan on either side of every boundary', async () => {
  const { ladder, pastMaturity } = await maturityOfLoans([
    { amount: '1', maturity_date: '2026-02-28' },
    { amount: '2', maturity_date: '2026-03-01' },
    { amount: '4', maturity_date: '2026-05-31' },
    { amount: '8', maturity_date: '2026-06-01' },
    { amount: '16', maturity_date: '2026-08-31' },
    { amount: '32', maturity_date: '2026-09-01' },
    { amount: '64', maturity_date: '2027-02-28' },
    { amount: '128', maturity_date: '2027-03-01' },
    { amount: '256', maturity_date: '2028-02-29' },
    { amount: '512', maturity_date: '2028-03-01' },
    { amount: '1024', maturity_date: '2031-02-28' },
    { amount: '2048', maturity_date: '2031-03-01' },
  ]);
  // Powers of two: each sum tells which loans are in it. All together 4095.
  expect(pastMaturity).toEqual({
    label: 'past maturity',
    from: null,
    to: '2026-03-01',
    loanCount: 1,
    exposure: '1.00',
    share: 1 / 4095,
  });
  expect(ladder.map(({ label, loanCount, exposure }) => [label, loanCount, exposure])).toEqual([
    ['0–3', 2, '6.00'],
    ['3–6', 2, '24.00'],
    ['6–12', 2, '96.00'],
    ['12–24', 2, '384.00'],
    ['24–60', 2, '1536.00'],
    ['60+', 1, '2048.00'],
  ]);
  expect(ladder[5]).toMatchObject({ from: '2031-03-01', to: null, share: 2048 / 4095 });
});

test('month ends: three months after 30 November end with February', async () => {
  // [2025-11-30, 2026-02-28) and then on; 28 February is the boundary, not the last day.
  const { ladder } = await maturityOfLoans(
    [
      { amount: '1', maturity_date: '2026-02-27' },
      { amount: '2', maturity_date: '2026-02-28' },
    ],
    '2025-11-30',
  );
  expect(held(ladder)).toEqual(['0–3: 1.00', '3–6: 2.00']);
});

test('the mean of the months to maturity is over loans not matured', async () => {
  // 200 over 487 days, 700 over 974: (200 · 16 + 700 · 32) / 900.
  const { weightedAverageMonths } = await maturityOfLoans([
    { amount: '5000', maturity_date: '2026-02-28' },
    { amount: '200', maturity_date: '2027-07-01' },
    { amount: '700', maturity_date: '2028-10-30' },
  ]);
  expect(weightedAverageMonths).toBe(25600 / 900);
});

test('quarters hold a loan, matured or not, the earliest first', async () => {
  const { quarters } = await maturityOfLoans([
    { amount: '60', maturity_date: '2026-04-01' },
    { amount: '10', maturity_date: '2025-12-31' },
    { amount: '20', maturity_date: '2026-03-31' },
    { amount: '10', maturity_date: '2026-01-01' },
  ]);
  expect(quarters).toEqual([
    {
      label: '2025-Q4',
      from: '2025-10-01',
      to: '2026-01-01',
      loanCount: 1,
      exposure: '10.00',
      share: 0.1,
    },
    {
      label: '2026-Q1',
      from: '2026-01-01',
      to: '2026-04-01',
      loanCount: 2,
      exposure: '30.00',
      share: 0.3,
    },
    {
      label: '2026-Q2',
      from: '2026-04-01',
      to: '2026-07-01',
      loanCount: 1,
      exposure: '60.00',
      share: 0.6,
    },
  ]);
});

test('the order in which sums arrive says nothing', () => {
  const cell = { bucket: 1, loanCount: 1, exposure: '1', exposureDaySum: '0' };
  const cells = [
    { ...cell, year: 2026, quarter: 4 },
    { ...cell, year: 2027, quarter: 1 },
    { ...cell, year: 2026, quarter: 2 },
    // The same quarter, in which a boundary of the ladder lies.
    { ...cell, year: 2026, quarter: 4, bucket: 2 },
  ];
  const { quarters } = maturityOf(cells, '2026-06-01');
  expect(held(quarters)).toEqual(['2026-Q2: 1.00', '2026-Q4: 2.00', '2027-Q1: 1.00']);
  expect(maturityOf(cells.reverse(), '2026-06-01').quarters).toEqual(quarters);
});

describe('the edges of a book', () => {
  test('an empty one lists its buckets, with nothing in them', async () => {
    const { weightedAverageMonths, pastMaturity, ladder, quarters } = await maturityOfLoans([]);
    expect(weightedAverageMonths).toBeNull();
    expect(quarters).toEqual([]);
    expect(ladder).toHaveLength(6);
    for (const bucket of [pastMaturity, ...ladder]) {
      expect(bucket).toMatchObject({ loanCount: 0, exposure: '0.00', share: null });
    }
  });
  test('all matured: no months to maturity, an empty ladder with shares of 0', async () => {
    const { weightedAverageMonths, pastMaturity, ladder } = await maturityOfLoans([{}], '2030-01-02');
    expect(weightedAverageMonths).toBeNull();
    expect(pastMaturity).toMatchObject({ loanCount: 1, share: 1 });
    expect(ladder.map(({ share }) => share)).toEqual([0, 0, 0, 0, 0, 0]);
  });
  test('a loan that matures on asOf is in the first bucket and has 0 months', async () => {
    const { weightedAverageMonths, ladder } = await maturityOfLoans([{}], '2030-01-01');
    expect(weightedAverageMonths).toBe(0);
    expect(held(ladder)).toEqual(['0–3: 100.00']);
  });
  test('seen from the first day of the calendar and from its last', async () => {
    const loans = [{ maturity_date: '1900-01-01' }, { maturity_date: '2200-12-31' }];
    expect(held((await maturityOfLoans(loans, '0001-01-01')).ladder)).toEqual(['60+: 200.00']);
    const last = await maturityOfLoans(loans, '9999-12-31');
    expect(last.pastMaturity.loanCount).toBe(2);
    expect(last.ladder[5]).toMatchObject({ from: '9999-12-31', to: null, loanCount: 0 });
  });
  test('10,000 loans of 0.10 and one of 9,999,999,999.99 are exact', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '9999999999.99' }]);
    await db.query(
      `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status)
       select ?, ?, 'S-' || n, 'Small', 0.10, 5, 'Retail', '2030-01-01', 'PERFORMING' from generate_series(1, 10000) n`,
      [lender.tenantKey, key],
    );
    const { quarters } = await maturityIn([key], '2026-03-01');
    expect(quarters).toMatchObject([{ loanCount: 10_001, exposure: '10000000999.99', share: 1 }]);
  });
});

test('whatever the book, each loan is in one bucket of the ladder or past, and in one quarter', async () => {
  const day = fc
    .date({ min: new Date('2025-01-01'), max: new Date('2033-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const amount = fc.integer({ min: 1, max: 10 ** 9 }).map((cents) => new Decimal(cents).div(100).toFixed(2));
  const loans = fc.array(fc.record({ amount, maturity_date: day }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(loans, day, async (book, asOf) => {
      const { pastMaturity, ladder, quarters } = await maturityOfLoans(book, asOf);
      for (const { from, to, loanCount, exposure } of [pastMaturity, ...ladder, ...quarters]) {
        const inside = book.filter(
          ({ maturity_date }) => (from ?? '') <= maturity_date && maturity_date < (to ?? '9999'),
        );
        expect(loanCount).toBe(inside.length);
        expect(exposure).toBe(Decimal.sum(0, ...inside.map((loan) => loan.amount)).toFixed(2));
      }
      for (const partition of [[pastMaturity, ...ladder], quarters]) {
        expect(partition.reduce((count, { loanCount }) => count + loanCount, 0)).toBe(book.length);
        expect(partition.reduce((sum, { share }) => sum + (share as number), 0)).toBeCloseTo(1, 12);
      }
    }),
    { numRuns: 20 },
  );
});
