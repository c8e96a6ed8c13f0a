import fc from 'fast-check';
import { Decimal } from '../../../../../src/platform/decimal.ts';
import { covenantBreaches } from '../../../../../src/subgraphs/credit/loan/covenants.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';
import { metric } from '../metric.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
});

const COUNTS = `totalBreaches debtToEquityBreaches interestCoverageBreaches leverageBreaches
  loansInBreach loansInMultipleBreach breachedExposure untested { covenant count }`;
const complianceIn = async (keys: string[], thresholds = '', args = {}) => {
  const given = thresholds ? `(thresholds: ${thresholds})` : '';
  const { numbers, errors } = await metric(db, lender, keys, `covenants${given} { ${COUNTS} }`, args);
  expect(errors).toEqual([]);
  return numbers.covenants;
};
const complianceOfLoans = async (loans: LoanRow[], thresholds?: string) =>
  complianceIn([await addPortfolio(db, lender, loans)], thresholds);

const untested = (debtToEquity: number, coverage: number, leverage: number) => [
  { covenant: 'DEBT_TO_EQUITY', count: debtToEquity },
  { covenant: 'INTEREST_COVERAGE', count: coverage },
  { covenant: 'LEVERAGE', count: leverage },
];
const ratios = (
  debt_to_equity: string | null,
  interest_coverage: string | null,
  leverage_ratio: string | null,
) => ({
  debt_to_equity,
  interest_coverage,
  leverage_ratio,
});

test('a book with a loan of no, one, two and three breaches', async () => {
  const compliance = await complianceOfLoans([
    { amount: '1', ...ratios('3.5', '2.5', '4') },
    { amount: '2', ...ratios('3.5001', '2.5', '4') },
    { amount: '4', ...ratios('3', '2.4999', '4.0001') },
    { amount: '8', ...ratios('9', '1', '9') },
  ]);
  expect(compliance).toEqual({
    totalBreaches: 6,
    debtToEquityBreaches: 2,
    interestCoverageBreaches: 2,
    leverageBreaches: 2,
    loansInBreach: 3,
    loansInMultipleBreach: 2,
    breachedExposure: '14.00',
    untested: untested(0, 0, 0),
  });
});

test('a negative debt/equity or leverage is a breach; 0 is none, and coverage is low as soon as it is negative', async () => {
  const compliance = await complianceOfLoans([
    ratios('-0.0001', null, null),
    ratios(null, '-1', null),
    ratios(null, null, '-12'),
    ratios('0', '2.5', '0'),
  ]);
  expect(compliance).toMatchObject({
    debtToEquityBreaches: 1,
    interestCoverageBreaches: 1,
    leverageBreaches: 1,
    loansInMultipleBreach: 0,
  });
});

test('a missing ratio is untested: neither breach nor compliance', async () => {
  expect(
    await complianceOfLoans([ratios(null, null, null), ratios(null, '1', null), ratios('1', null, null)]),
  ).toMatchObject({ totalBreaches: 1, loansInBreach: 1, untested: untested(2, 2, 3) });
});

describe('thresholds', () => {
  const loans = [ratios('2', '3', '-1'), ratios('3', '4', '5')];
  test('of the caller', async () => {
    // 3 > 2 and 5 > 4.5; 3 < 3.5; −1 whatever the limit.
    const limits = '{ maxDebtToEquity: 2, minInterestCoverage: "3.5", maxLeverage: "4.5" }';
    expect(await complianceOfLoans(loans, limits)).toMatchObject({
      debtToEquityBreaches: 1,
      interestCoverageBreaches: 1,
      leverageBreaches: 2,
    });
  });
  test('null means the default, of one as of all', async () => {
    const key = await addPortfolio(db, lender, loans);
    const byDefault = await complianceIn([key]);
    const nulls = '{ maxDebtToEquity: null, minInterestCoverage: null, maxLeverage: null }';
    for (const thresholds of ['null', '{}', nulls, '{ maxLeverage: "4.00" }']) {
      expect(await complianceIn([key], thresholds)).toEqual(byDefault);
    }
  });
  test('may be negative: every tested value is above such a maximum or is negative itself', async () => {
    const limits = '{ maxDebtToEquity: -5, minInterestCoverage: -5, maxLeverage: -5 }';
    expect(await complianceOfLoans(loans, limits)).toMatchObject({
      debtToEquityBreaches: 2,
      interestCoverageBreaches: 0,
      leverageBreaches: 2,
    });
  });
  test('may have more places than a ratio', async () => {
    const limits =
      '{ maxDebtToEquity: "1.99999999999999999999", maxLeverage: "999999999999999999999999999999" }';
    expect(await complianceOfLoans(loans, limits)).toMatchObject({
      debtToEquityBreaches: 2,
      leverageBreaches: 1,
    });
  });
});

describe('the edges of a book', () => {
  test('an empty one', async () => {
    expect(await complianceOfLoans([])).toEqual({
      totalBreaches: 0,
      debtToEquityBreaches: 0,
      interestCoverageBreaches: 0,
      leverageBreaches: 0,
      loansInBreach: 0,
      loansInMultipleBreach: 0,
      breachedExposure: '0.00',
      untested: untested(0, 0, 0),
    });
  });
  test('10,000 loans of 0.10 and one of 9,999,999,999.99, all in breach, are exact', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '9999999999.99', ...ratios('4', null, null) }]);
    await db.query(
      `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status, leverage_ratio)
       select ?, ?, 'S-' || n, 'Small', 0.10, 5, 'Retail', '2030-01-01', 'PERFORMING', 5 from generate_series(1, 10000) n`,
      [lender.tenantKey, key],
    );
    expect(await complianceIn([key])).toMatchObject({
      totalBreaches: 10_001,
      breachedExposure: '10000000999.99',
      untested: untested(10_000, 10_001, 1),
    });
  });
});

test('whatever the book and the limits, the counts are those of the loans taken one by one', async () => {
  const near = fc.integer({ min: -20, max: 60 }).map((tenths) => new Decimal(tenths).div(10).toFixed(1));
  const ratio = fc.option(near, { freq: 4 });
  const loan = fc.record({ debt_to_equity: ratio, interest_coverage: ratio, leverage_ratio: ratio });
  const limits = fc.record({ maxDebtToEquity: near, minInterestCoverage: near, maxLeverage: near });
  await fc.assert(
    fc.asyncProperty(fc.array(loan, { maxLength: 12 }), limits, async (loans, thresholds) => {
      const breaches = loans.map((row) =>
        covenantBreaches(
          {
            debtToEquity: row.debt_to_equity,
            interestCoverage: row.interest_coverage,
            leverageRatio: row.leverage_ratio,
          },
          thresholds,
        ),
      );
      const fields = Object.entries(thresholds).map(([name, value]) => `${name}: "${value}"`);
      const compliance = await complianceOfLoans(loans, `{ ${fields.join(', ')} }`);
      expect(compliance).toMatchObject({
        totalBreaches: breaches.flat().length,
        leverageBreaches: breaches.flat().filter(({ covenant }) => covenant === 'LEVERAGE').length,
        loansInBreach: breaches.filter(({ length }) => length >= 1).length,
        loansInMultipleBreach: breaches.filter(({ length }) => length >= 2).length,
      });
    }),
    { numRuns: 20 },
  );
});
