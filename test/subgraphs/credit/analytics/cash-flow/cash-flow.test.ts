import fc from 'fast-check';
import { Decimal, toMoney } from '../../../../../src/platform/decimal.ts';
import {
  cashFlowOf,
  monthNumber,
} from '../../../../../src/subgraphs/credit/analytics/cash-flow/cash-flow.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';
import { metric } from '../metric.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
});

interface Month {
  month: string;
  interest: string;
  principal: string;
  total: string;
}

const ask = async (keys: string[], months: number | null, asOf: string) => {
  const fields = `cashFlow(months: ${months}) { month interest principal total }`;
  const { numbers, errors } = await metric(db, lender, keys, fields, { asOf });
  return { months: numbers?.cashFlow as Month[], errors };
};
const cashFlowOfLoans = async (loans: LoanRow[], months: number | null, asOf = '2026-03-01') =>
  (await ask([await addPortfolio(db, lender, loans)], months, asOf)).months;
const issuesOf = async (months: number | null, asOf: string) =>
  (await ask([], months, asOf)).errors[0]?.extensions;

test('three loans over four months', async () => {
  // A: 1,200 at 10 % pays 10 a month until May. B: 2,400 at 5 % pays 10 until April. C matured the day before.
  const months = await cashFlowOfLoans(
    [
      { amount: '1200', rate: '10', maturity_date: '2026-05-31' },
      { amount: '2400', rate: '5', maturity_date: '2026-04-01' },
      { amount: '9999', rate: '9', maturity_date: '2026-03-14' },
    ],
    4,
    '2026-03-15',
  );
  expect(months).toEqual([
    { month: '2026-03-15', interest: '20.00', principal: '0.00', total: '20.00' },
    { month: '2026-04-01', interest: '20.00', principal: '2400.00', total: '2420.00' },
    { month: '2026-05-01', interest: '10.00', principal: '1200.00', total: '1210.00' },
    { month: '2026-06-01', interest: '0.00', principal: '0.00', total: '0.00' },
  ]);
});

describe('month 1', () => {
  test('runs from asOf, whose own maturities still pay, to the end of its month', async () => {
    const loans = ['2026-03-14', '2026-03-15', '2026-03-31', '2026-04-01'].map((maturity_date, index) => ({
      amount: String(10 ** index),
      maturity_date,
    }));
    const [first, second] = await cashFlowOfLoans(loans, 2, '2026-03-15');
    expect(first).toMatchObject({ month: '2026-03-15', principal: '110.00' });
    expect(second).toMatchObject({ month: '2026-04-01', principal: '1000.00' });
  });
  test('may be a month in its last day', async () => {
    const months = await cashFlowOfLoans([{ maturity_date: '2024-03-31' }], 3, '2024-02-29');
    expect(months.map(({ month, principal }) => [month, principal])).toEqual([
      ['2024-02-29', '0.00'],
      ['2024-03-01', '100.00'],
      ['2024-04-01', '0.00'],
    ]);
  });
});

test('the year turns', async () => {
  const months = await cashFlowOfLoans([{ maturity_date: '2027-01-31' }], 3, '2026-12-31');
  expect(months.map(({ month, principal }) => [month, principal])).toEqual([
    ['2026-12-31', '0.00'],
    ['2027-01-01', '100.00'],
    ['2027-02-01', '0.00'],
  ]);
});

test('24 months unless said', async () => {
  expect(await cashFlowOfLoans([{}], null)).toHaveLength(24);
  const { numbers } = await metric(db, lender, [], 'cashFlow { month }', { asOf: '2026-03-01' });
  expect(numbers.cashFlow).toHaveLength(24);
});

test('halves go to the even cent, and the total is of what has not been rounded', () => {
  // 1.20 · 5 / 1200 = 0.005 → 0.00; with 0.01 of principal 0.015 → 0.02.
  const month = monthNumber('2026-03-01');
  const [first] = cashFlowOf([{ month, exposure: '0.01', exposureRateSum: '6' }], '2026-03-01', 1);
  expect(first).toEqual({ month: '2026-03-01', interest: '0.00', principal: '0.01', total: '0.02' });
  // 3.60 · 5 / 1200 = 0.015 → 0.02.
  const [other] = cashFlowOf(
    [{ month: month + 9, exposure: '3.60', exposureRateSum: '18' }],
    '2026-03-01',
    1,
  );
  expect(other?.interest).toBe('0.02');
});

describe('the edges of a book', () => {
  const NOTHING = { interest: '0.00', principal: '0.00', total: '0.00' };

  test('an empty one, and one in which all have matured, give nothing', async () => {
    for (const loans of [[], [{ maturity_date: '2026-02-28' }]]) {
      const months = await cashFlowOfLoans(loans, 2);
      expect(months).toEqual([
        { month: '2026-03-01', ...NOTHING },
        { month: '2026-04-01', ...NOTHING },
      ]);
    }
  });
  test('10,000 loans of 0.10 and one of 9,999,999,999.99 are exact', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '9999999999.99', maturity_date: '2026-03-31' }]);
    await db.query(
      `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status)
       select ?, ?, 'S-' || n, 'Small', 0.10, 0.0001, 'Retail', '2026-03-31', 'PERFORMING' from generate_series(1, 10000) n`,
      [lender.tenantKey, key],
    );
    // 9,999,999,999.99 · 5 / 1200 = 41,666,666.666625; 1,000 · 0.0001 / 1200 = 0.0000833…
    expect((await ask([key], 1, '2026-03-01')).months).toEqual([
      { month: '2026-03-01', interest: '41666666.67', principal: '10000000999.99', total: '10041667666.66' },
    ]);
  });
});

describe('the end of the calendar, and its beginning', () => {
  test('600 months from the first day of all', async () => {
    const months = await cashFlowOfLoans([{ amount: '1200', rate: '1' }], 600, '0001-01-01');
    expect(months).toHaveLength(600);
    expect(months[599]).toEqual({ month: '0050-12-01', interest: '1.00', principal: '0.00', total: '1.00' });
  });
  test('as many months as the year 9999 has, and not one more', async () => {
    expect((await cashFlowOfLoans([{}], 2, '9999-11-30')).map(({ month }) => month)).toEqual([
      '9999-11-30',
      '9999-12-01',
    ]);
    expect(await issuesOf(3, '9999-11-30')).toEqual({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['months'], message: '3 is not from 1 to 2.' }],
    });
  });
});

test.each([0, -1, 601])('%i months are refused', async (months) => {
  expect(await issuesOf(months, '2026-03-01')).toEqual({
    code: 'BAD_USER_INPUT',
    issues: [{ path: ['months'], message: `${months} is not from 1 to 600.` }],
  });
});

test('whatever the book, each month is the sum over its loans, and all principal returns', async () => {
  const asOf = '2026-02-14';
  const day = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const amount = fc.integer({ min: 1, max: 10 ** 9 }).map((cents) => new Decimal(cents).div(100).toFixed(2));
  const rate = fc
    .integer({ min: 0, max: 10 ** 6 })
    .map((points) => new Decimal(points).div(10_000).toFixed(4));
  const book = fc.array(fc.record({ amount, rate, maturity_date: day }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(book, async (loans) => {
      const months = await cashFlowOfLoans(loans, 24, asOf);
      for (const { month, interest, principal } of months) {
        const paying = loans.filter(({ maturity_date }) => maturity_date >= month);
        const due = paying.filter(({ maturity_date }) => maturity_date.startsWith(month.slice(0, 7)));
        const yearly = paying.map((loan) => new Decimal(loan.amount).times(loan.rate).div(100));
        expect(interest).toBe(toMoney(Decimal.sum(0, ...yearly).div(12)));
        expect(principal).toBe(toMoney(Decimal.sum(0, ...due.map((loan) => loan.amount))));
      }
      const live = loans.filter(({ maturity_date }) => maturity_date >= asOf);
      expect(Decimal.sum(0, ...months.map(({ principal }) => principal)).toFixed(2)).toBe(
        toMoney(Decimal.sum(0, ...live.map((loan) => loan.amount))),
      );
    }),
    { numRuns: 20 },
  );
});
