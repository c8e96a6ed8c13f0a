import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addSnapshot } from '../../books.ts';
import { ask } from '../ask.ts';
import { addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';
import { metric } from '../metric.ts';
import { addTable, LOANS } from '../scenario/scenario-book.ts';

const db = useTestDatabase();
let lender: Lender;
/** L-1 to L-6 of 400 A, 300 BBB, 200 B, 100 D, 50 without a grade, 25 of a grade that the table lacks. */
let book: string;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addTable(db, lender);
  book = await addPortfolio(db, lender, LOANS);
});

/** What `fields` of analytics answer, over these portfolios. */
async function numbersOf(fields: string, args: object = {}, keys = [book]) {
  const { numbers, errors } = await metric(db, lender, keys, fields, args);
  expect(errors).toEqual([]);
  return numbers;
}

const LOANS_OF = 'contributors(first: 100) { loanId amount }';
/** The lineage of an analytic in short: its total, and what each loan adds. */
async function tracedBy(fields: string, args: object = {}, keys = [book]) {
  const answer = await numbersOf(fields.replace('LINEAGE', `{ total rowCount ${LOANS_OF} }`), args, keys);
  const [lineage] = JSON.stringify(answer).match(/\{"total".*?\]\}/) as [string];
  const { total, rowCount, contributors } = JSON.parse(lineage);
  const loans = contributors.map(({ loanId, amount }: Record<string, string>) => `${loanId} ${amount}`);
  return { total, rowCount, loans };
}

test('answers where an expected loss comes from', async () => {
  const { defaultRisk } = await numbersOf(
    'defaultRisk { expectedLoss lineage { formula inputs rowCount asOf contributors(first: 5) { loan { loanId } amount } } }',
  );
  expect(defaultRisk).toEqual({
    expectedLoss: '88.85',
    lineage: {
      formula: 'Σ E·PD·LGD over rated loans',
      inputs: [
        'Loan.amount',
        'Loan.creditRating',
        'DefaultRate.defaultProbability',
        'DefaultRate.recoveryRate',
      ],
      rowCount: 4,
      asOf: '2026-03-01',
      contributors: [
        // 100 · 1 · .75, 200 · .1 · .6, 300 · .01 · .55, 400 · .001 · .5.
        { loan: { loanId: 'L-4' }, amount: '75.00' },
        { loan: { loanId: 'L-3' }, amount: '12.00' },
        { loan: { loanId: 'L-2' }, amount: '1.65' },
        { loan: { loanId: 'L-1' }, amount: '0.20' },
      ],
    },
  });
});

test('a loan comes with what the formula takes of it, its share, and what is added up so far', async () => {
  const { defaultRisk } = await numbersOf(
    `defaultRisk { lineage { figure unit source contributors(first: 2) {
      borrower share runningTotal values { name value unit } } } }`,
  );
  expect(defaultRisk.lineage).toEqual({
    figure: 'expectedLoss',
    unit: 'MONEY',
    source: 'Basel II: PD, LGD and EAD (BCBS128)',
    contributors: [
      {
        borrower: 'Dan',
        share: 75 / 88.85,
        runningTotal: '75.00',
        values: [
          { name: 'amount', value: '100.00', unit: 'MONEY' },
          { name: 'pd', value: '1.000000', unit: 'FRACTION' },
          { name: 'lgd', value: '0.750000', unit: 'FRACTION' },
        ],
      },
      {
        borrower: 'Cy',
        share: 12 / 88.85,
        runningTotal: '87.00',
        values: [
          { name: 'amount', value: '200.00', unit: 'MONEY' },
          { name: 'pd', value: '0.100000', unit: 'FRACTION' },
          { name: 'lgd', value: '0.600000', unit: 'FRACTION' },
        ],
      },
    ],
  });
});

describe('by hand', () => {
  test.each([
    // 400·2 + 300·4 + 200·6 + 100·8 + 50·10 + 25·12 = 4,800, of 1,075.
    [
      'summary { lineage(of: ANNUAL_INTEREST) LINEAGE }',
      '48.00',
      ['L-2 12.00', 'L-3 12.00', 'L-1 8.00', 'L-4 8.00', 'L-5 5.00', 'L-6 3.00'],
    ],
    // Factors 120, 360, 2720, 10,000, and 10,000 for CC: 1,950,000 over the 1,025 with a grade.
    [
      'summary { lineage(of: WEIGHTED_AVERAGE_RATING_FACTOR) LINEAGE }',
      '1902.4390243902',
      [
        'L-4 975.6097560976',
        'L-3 530.7317073171',
        'L-6 243.9024390244',
        'L-2 105.3658536585',
        'L-1 46.8292682927',
      ],
    ],
    // 100 at PD 1, 200 at .1, 300 at .01 and 400 at .001, of 1,000 rated.
    [
      'defaultRisk { lineage(of: PORTFOLIO_PD) LINEAGE }',
      '0.1234000000',
      ['L-4 0.1000000000', 'L-3 0.0200000000', 'L-2 0.0030000000', 'L-1 0.0004000000'],
    ],
    ['defaultRisk { lineage(of: UNRATED_EXPOSURE) LINEAGE }', '75.00', ['L-5 50.00', 'L-6 25.00']],
    // 650 in Retail and 425 in Energy: (650² + 425²) / 1075² = 603,125 / 1,155,625.
    [
      'concentration { lineage(of: SECTOR_HHI) LINEAGE }',
      '0.5219037317',
      [
        'L-1 0.2249864792',
        'L-3 0.1124932396',
        'L-2 0.1103299081',
        'L-4 0.0367766360',
        'L-5 0.0281233099',
        'L-6 0.0091941590',
      ],
    ],
    [
      'breakdown(by: [SECTOR], first: 1) { groups { lineage(of: EXPECTED_LOSS) LINEAGE } }',
      '12.20',
      ['L-3 12.00', 'L-1 0.20'],
    ],
    // Rates from 2 to 12: the first bucket ends at 4.5.
    ['distribution(of: RATE, buckets: 4) { lineage LINEAGE }', '700.00', ['L-1 400.00', 'L-2 300.00']],
  ])('%s', async (fields, total, loans) => {
    expect(await tracedBy(fields)).toEqual({ total, rowCount: loans.length, loans });
  });

  const DUE: LoanRow[] = [
    { amount: '1200', rate: '5', maturity_date: '2026-03-31' },
    { amount: '2400', rate: '1', maturity_date: '2026-04-01' },
    { amount: '9999', rate: '9', maturity_date: '2026-02-28' },
  ];
  test('a month of cash flow: interest of what is left, principal of what is due', async () => {
    const due = await addPortfolio(db, lender, DUE);
    // March: 1200 · 5 % / 12 + 1200, and 2400 · 1 % / 12; L-3 has matured.
    expect(await tracedBy('cashFlow(months: 1) { lineage LINEAGE }', {}, [due])).toEqual({
      total: '1207.00',
      rowCount: 2,
      loans: ['L-1 1205.00', 'L-2 2.00'],
    });
    const { cashFlow } = await numbersOf(
      `cashFlow(months: 2) { lineage(of: PRINCIPAL) { ${LOANS_OF} } }`,
      {},
      [due],
    );
    expect(cashFlow[1].lineage.contributors).toEqual([{ loanId: 'L-2', amount: '2400.00' }]);
    expect(await tracedBy('maturity { pastMaturity { lineage LINEAGE } }', {}, [due])).toEqual({
      total: '9999.00',
      rowCount: 1,
      loans: ['L-3 9999.00'],
    });
  });
  test('covenants, at the limits that are asked for', async () => {
    const loans = [
      { amount: '10', leverage_ratio: '3.5', interest_coverage: '1' },
      { amount: '20', leverage_ratio: '-1' },
      {},
    ];
    const key = await addPortfolio(db, lender, loans);
    expect(await tracedBy('covenants { lineage LINEAGE }', {}, [key])).toEqual({
      total: '30.00',
      rowCount: 2,
      loans: ['L-2 20.00', 'L-1 10.00'],
    });
    const strict = 'covenants(thresholds: { maxLeverage: "3" }) { lineage(of: TOTAL_BREACHES) LINEAGE }';
    expect(await tracedBy(strict, {}, [key])).toEqual({ total: '3', rowCount: 2, loans: ['L-1 2', 'L-2 1'] });
  });
  test('health: what pulls the score down stands first', async () => {
    const loans = [
      { credit_rating: 'A', borrower: 'Ada' },
      { credit_rating: 'CCC', borrower: 'Bea', status: 'DEFAULTED', maturity_date: '2026-03-01' },
    ];
    const key = await addPortfolio(db, lender, loans);
    // The HHI of two equal borrowers is .5: 60. Half of .25·60 each; .3·100 + .3·100 + .15·100, and .3·5 + .15·50.
    expect(await tracedBy('health { lineage LINEAGE }', {}, [key])).toEqual({
      total: '57.0000000000',
      rowCount: 2,
      loans: ['L-2 12.0000000000', 'L-1 45.0000000000'],
    });
  });
  test('health without a loan that has a grade: no score, and no loan in it', async () => {
    const key = await addPortfolio(db, lender, [{}]);
    expect(await tracedBy('health { lineage LINEAGE }', {}, [key])).toEqual({
      total: null,
      rowCount: 0,
      loans: [],
    });
  });
  test('moves of ratings', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '70' }, { amount: '30' }]);
    const keys = await db.query<{ id: string }>(
      'select id::text from loans where portfolio_id = ? order by id',
      [key],
    );
    const [one, two] = keys.map(({ id }) => ({ key: id, id }));
    const days = ['2025-12-31', '2026-01-31', '2026-02-28'];
    for (const [place, grade] of ['BBB', 'BB', 'D'].entries())
      await addSnapshot(db, one!, days[place]!, grade);
    for (const [place, grade] of ['A', 'BBB', 'NR'].entries())
      await addSnapshot(db, two!, days[place]!, grade);
    expect(await tracedBy('ratingMigration { lineage LINEAGE }', {}, [key])).toEqual({
      total: '3',
      rowCount: 2,
      loans: ['L-1 2', 'L-2 1'],
    });
    expect(
      await tracedBy('ratingMigration { lineage(of: FALLEN_ANGEL_EXPOSURE) LINEAGE }', {}, [key]),
    ).toEqual({
      total: '70.00',
      rowCount: 1,
      loans: ['L-1 70.00'],
    });
  });
});

test('amounts are rounded each, the running total after it is added', async () => {
  // 0.40 · .1 · .6 = .024 each, .072 together.
  const key = await addPortfolio(db, lender, Array<LoanRow>(3).fill({ amount: '0.40', credit_rating: 'B' }));
  const { defaultRisk } = await numbersOf(
    'defaultRisk { expectedLoss lineage { total contributors { loanId amount runningTotal } } }',
    {},
    [key],
  );
  expect(defaultRisk).toEqual({
    expectedLoss: '0.07',
    lineage: {
      total: '0.07',
      contributors: [
        { loanId: 'L-1', amount: '0.02', runningTotal: '0.02' },
        { loanId: 'L-2', amount: '0.02', runningTotal: '0.05' },
        { loanId: 'L-3', amount: '0.02', runningTotal: '0.07' },
      ],
    },
  });
});

test('a scenario: what each loan adds after the shocks, and no stored loan for one that it added', async () => {
  const added = { loanId: 'NEW', borrower: 'Bolt', amount: '50', rate: '5', sector: 'Energy' };
  const scenario = [
    { changeLoan: { loanId: 'L-1', amount: '4000', creditRating: 'B' } },
    { addLoan: { ...added, maturityDate: '2031-01-01', creditRating: 'D', status: 'DEFAULTED' } },
  ];
  const { defaultRisk } = await numbersOf(
    'defaultRisk { lineage { contributors(first: 3) { loan { amount } loanId amount values { value } } } }',
    { scenario },
  );
  expect(defaultRisk.lineage.contributors).toEqual([
    // 4000 · .1 · .6, and 50 · 1 · .75.
    {
      loan: { amount: '400.00' },
      loanId: 'L-1',
      amount: '240.00',
      values: ['4000', '0.100000', '0.600000'].map((value) => ({ value })),
    },
    {
      loan: { amount: '100.00' },
      loanId: 'L-4',
      amount: '75.00',
      values: ['100.00', '1.000000', '0.750000'].map((value) => ({ value })),
    },
    {
      loan: null,
      loanId: 'NEW',
      amount: '37.50',
      values: ['50', '1.000000', '0.750000'].map((value) => ({ value })),
    },
  ]);
});

test('names what it was asked with', async () => {
  const { covenants } = await numbersOf(
    'covenants(thresholds: { maxLeverage: "3" }) { lineage { asOf dataVersion parameters { name value } } }',
    {
      asOf: '2027-01-01',
      filter: { sector: ['Energy'], or: [{ amountFrom: '1' }, { unrated: true }] },
      scenario: [{ removeLoan: { loanId: 'L-2' } }, { rateShift: { basisPoints: '25' } }],
    },
  );
  const [{ data_version: version }] = (await db.query(
    'select data_version::text from portfolios where id = ?',
    [book],
  )) as [{ data_version: string }];
  expect(covenants.lineage).toEqual({
    asOf: '2027-01-01',
    dataVersion: version,
    parameters: [
      { name: 'filter.sector', value: '["Energy"]' },
      { name: 'filter.or.0.amountFrom', value: '1' },
      { name: 'filter.or.1.unrated', value: 'true' },
      { name: 'limits.maxDebtToEquity', value: '3.5' },
      { name: 'limits.minInterestCoverage', value: '2.5' },
      { name: 'limits.maxLeverage', value: '3' },
      { name: 'scenario.0.removeLoan.loanId', value: 'L-2' },
      { name: 'scenario.1.rateShift.basisPoints', value: '25' },
    ],
  });
});

test('of nothing: no loan, sums of 0, and no ratio', async () => {
  const nothing = '{ total rowCount contributors { loanId } }';
  const { summary, byRate } = await numbersOf(
    `summary { lineage ${nothing} } byRate: summary { lineage(of: WEIGHTED_AVERAGE_RATE) ${nothing} }`,
    {},
    [await addPortfolio(db, lender)],
  );
  expect(summary.lineage).toEqual({ total: '0.00', rowCount: 0, contributors: [] });
  expect(byRate.lineage).toEqual({ total: null, rowCount: 0, contributors: [] });
});

test.each([0, -1, 101])('never names %d loans', async (first) => {
  const { errors } = await metric(
    db,
    lender,
    [book],
    `summary { lineage { contributors(first: ${first}) { loanId } } }`,
  );
  expect(errors[0]?.extensions).toEqual({
    code: 'BAD_USER_INPUT',
    issues: [{ path: ['first'], message: `${first} is not from 1 to 100.` }],
  });
});

test('of a portfolio, and of several together', async () => {
  const other = await addPortfolio(db, lender, [{ amount: '350' }]);
  const { data } = await ask(
    db,
    lender,
    `query ($id: ID!) { portfolio(id: $id) { analytics { summary { lineage { total } } } } }`,
    { id: toGlobalId('Portfolio', other) },
  );
  expect(data.portfolio.analytics.summary.lineage).toEqual({ total: '350.00' });
  const { summary } = await numbersOf(`summary { lineage { total contributors(first: 2) { amount } } }`, {}, [
    book,
    other,
  ]);
  expect(summary.lineage).toEqual({
    total: '1425.00',
    contributors: [{ amount: '400.00' }, { amount: '350.00' }],
  });
});
