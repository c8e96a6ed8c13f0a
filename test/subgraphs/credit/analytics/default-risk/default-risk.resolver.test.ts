import fc from 'fast-check';
import { load } from '../../../../../src/platform/graphql/context.ts';
import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import { riskCellsLoader } from '../../../../../src/subgraphs/credit/analytics/default-risk/default-risk.rows.ts';
import { topRiskyLoansLoader } from '../../../../../src/subgraphs/credit/analytics/default-risk/risky-loans.rows.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { ask } from '../ask.ts';
import {
  addDefaultRate,
  addLender,
  addPortfolio,
  contextOf,
  type Lender,
  type LoanRow,
  TODAY,
} from '../book.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addDefaultRate(db, lender, ['BBB', '0.01', '0.55', '1']);
  await addDefaultRate(db, lender, ['B', '0.05', '0.4', '1.5']);
  await addDefaultRate(db, lender, ['D', '1', '0.2', '2.5']);
});

const FIGURES = `portfolioPd expectedLoss riskWeightedAssets unexpectedLoss irbRiskWeightedAssets
  averageRecoveryRate unratedCount unratedExposure coverage`;
const RISKY =
  'topRiskyLoans { loanId borrower exposure creditRating pd lgd expectedLoss loan { id amount } }';

interface Question {
  fields?: string;
  arguments?: string;
  filter?: object | null;
  scenario?: object[] | null;
  viewedBy?: Lender;
}

async function answerTo(keys: string[], question: Question = {}) {
  const { fields = FIGURES, filter = null, scenario = null, viewedBy = lender } = question;
  return ask(
    db,
    viewedBy,
    `query ($ids: [ID!], $filter: LoanFilter, $scenario: [ShockInput!]) {
      analytics(portfolioIds: $ids, filter: $filter, scenario: $scenario) {
        defaultRisk${question.arguments ?? ''} { ${fields} }
      }
    }`,
    { ids: keys.map((key) => toGlobalId('Portfolio', key)), filter, scenario },
  );
}

async function riskIn(keys: string[], question?: Question) {
  const { data, errors } = await answerTo(keys, question);
  expect(errors).toEqual([]);
  return data.analytics.defaultRisk;
}

const riskOf = async (loans: LoanRow[], question?: Question) =>
  riskIn([await addPortfolio(db, lender, loans)], question);

test('a book of four loans', async () => {
  const loans = [
    { amount: '1000', credit_rating: 'BBB' },
    { amount: '3000', credit_rating: 'B' },
    { amount: '500', credit_rating: 'CCC' },
    { amount: '500' },
  ];
  expect(await riskOf(loans)).toEqual({
    // (1000 · .01 + 3000 · .05) / 4000.
    portfolioPd: 0.04,
    // 1000 · .01 · .45 + 3000 · .05 · .6 = 4.5 + 90.
    expectedLoss: '94.50',
    riskWeightedAssets: '5500.00',
    // K is proportional to LGD: 1000 · .07385344 + 3000 · .11988353 · .6 / .45 = 73.85344 + 479.53411.
    unexpectedLoss: '553.39',
    // 12.5 · 553.38755.
    irbRiskWeightedAssets: '6917.34',
    // (1000 · .55 + 3000 · .4) / 4000.
    averageRecoveryRate: 0.4375,
    // One without a grade and one whose grade the table lacks.
    unratedCount: 2,
    unratedExposure: '1000.00',
    coverage: 0.8,
  });
});

describe('the edges of a book', () => {
  const NOTHING_RATED = {
    portfolioPd: null,
    expectedLoss: '0.00',
    riskWeightedAssets: '0.00',
    unexpectedLoss: '0.00',
    irbRiskWeightedAssets: '0.00',
    averageRecoveryRate: null,
  };
  test('an empty one', async () => {
    const empty = { ...NOTHING_RATED, unratedCount: 0, unratedExposure: '0.00', coverage: null };
    expect(await riskOf([], { fields: `${FIGURES} ${RISKY}` })).toEqual({ ...empty, topRiskyLoans: [] });
    expect(await riskIn([])).toEqual(empty);
  });
  test('all unrated', async () => {
    const risk = await riskOf([{}, { credit_rating: 'AAA', status: 'DEFAULTED' }], {
      fields: `${FIGURES} ${RISKY}`,
      arguments: '(defaultedAsD: true)',
    });
    expect(risk).toEqual({
      ...NOTHING_RATED,
      unratedCount: 2,
      unratedExposure: '200.00',
      coverage: 0,
      topRiskyLoans: [],
    });
  });
  test('10,000 loans of 0.10 and one of 9,999,999,999.99 are exact', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '9999999999.99', credit_rating: 'B' }]);
    await db.query(
      `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status, credit_rating)
       select ?, ?, 'S-' || n, 'Small ' || n, 0.10, 0.0001, 'Retail', '2030-01-01', 'PERFORMING', 'BBB'
       from generate_series(1, 10000) n`,
      [lender.tenantKey, key],
    );
    // 9,999,999,999.99 · .05 · .6 = 299,999,999.9997; 10,000 · .10 · .01 · .45 = 4.5.
    // 9,999,999,999.99 · 1.5 = 14,999,999,999.985; 10,000 · .10 · 1 = 1000.
    expect(await riskIn([key])).toMatchObject({
      expectedLoss: '300000004.50',
      riskWeightedAssets: '15000000999.98',
      coverage: 1,
    });
  });
});

describe('a loan in default', () => {
  const loans = [
    { amount: '1000', credit_rating: 'BBB', status: 'DEFAULTED' },
    { amount: '1000', credit_rating: 'BBB' },
  ];
  test('counts with the PD of its letter', async () => {
    expect(await riskOf(loans)).toMatchObject({ portfolioPd: 0.01, expectedLoss: '9.00' });
  });
  test("counts with PD 1, and its letter's LGD and weight, where asked", async () => {
    const risk = await riskOf(loans, {
      fields: `${FIGURES} ${RISKY}`,
      arguments: '(defaultedAsD: true, top: 1)',
    });
    // (1000 + 10) / 2000; 450 + 4.5; K is 0 at PD 1: 1000 · .07385344.
    expect(risk).toMatchObject({
      portfolioPd: 0.505,
      expectedLoss: '454.50',
      averageRecoveryRate: 0.55,
      riskWeightedAssets: '2000.00',
      unexpectedLoss: '73.85',
    });
    expect(risk.topRiskyLoans).toMatchObject([
      { creditRating: 'BBB', pd: 1, lgd: 0.45, expectedLoss: '450.00' },
    ]);
  });
  test('all of them: everything is expected', async () => {
    const all = loans.map((loan) => ({ ...loan, status: 'DEFAULTED' }));
    expect(await riskOf(all, { arguments: '(defaultedAsD: true)' })).toMatchObject({
      portfolioPd: 1,
      expectedLoss: '900.00',
      unexpectedLoss: '0.00',
    });
  });
});

describe('the riskiest loans', () => {
  const fields = 'topRiskyLoans { loanId expectedLoss }';
  test('come with the largest expected loss first, ties by loanId, rated ones only', async () => {
    // E·PD·LGD: 15 · .05 · .6 = .45; 100 · .01 · .45 = .45; 15.01 · .03 = .4503, which rounds to the same.
    const loans = [
      { amount: '1' },
      { amount: '15', credit_rating: 'B' },
      { amount: '100', credit_rating: 'BBB' },
      { amount: '15.01', credit_rating: 'B' },
    ];
    const { topRiskyLoans } = await riskOf(loans, { fields });
    expect(topRiskyLoans).toEqual([
      { loanId: 'L-4', expectedLoss: '0.45' },
      { loanId: 'L-2', expectedLoss: '0.45' },
      { loanId: 'L-3', expectedLoss: '0.45' },
    ]);
  });
  test('are 10 unless asked, from 1 to 100', async () => {
    const loans = Array<LoanRow>(12).fill({ credit_rating: 'B' });
    const key = await addPortfolio(db, lender, loans);
    const lengthWith = async (args?: string) =>
      (await riskIn([key], { fields, arguments: args })).topRiskyLoans.length;
    expect(await lengthWith()).toBe(10);
    expect(await lengthWith('(top: null)')).toBe(10);
    expect(await lengthWith('(top: 1)')).toBe(1);
    expect(await lengthWith('(top: 100)')).toBe(12);
  });
  test.each([0, -1, 101])('are never %d: refused before any loan is read', async (top) => {
    const key = await addPortfolio(db, lender, [{}]);
    const statements = await statementsDuring(db.orm, async () => {
      const { errors } = await answerTo([key], { arguments: `(top: ${top})` });
      expect(errors[0]?.extensions).toEqual({
        code: 'BAD_USER_INPUT',
        issues: [{ path: ['top'], message: `${top} is not from 1 to 100.` }],
      });
    });
    expect(statements.filter((statement) => statement.includes('from loans'))).toEqual([]);
  });
  test('show values as computed beside the loan as stored', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '100', credit_rating: 'BBB' }]);
    const added = { loanId: 'NEW', borrower: 'Bolt', amount: '50', rate: '5', sector: 'Energy' };
    const scenario = [
      { changeLoan: { loanId: 'L-1', amount: '200', creditRating: 'B' } },
      { pdMultiplier: { factor: '2' } },
      { addLoan: { ...added, maturityDate: '2031-01-01', creditRating: 'D', status: 'DEFAULTED' } },
    ];
    const { topRiskyLoans } = await riskIn([key], { fields: RISKY, scenario });
    expect(topRiskyLoans).toEqual([
      // 50 · 1 · .8.
      {
        loanId: 'NEW',
        borrower: 'Bolt',
        exposure: '50.00',
        creditRating: 'D',
        pd: 1,
        lgd: 0.8,
        expectedLoss: '40.00',
        loan: null,
      },
      // 200 · (2 · .05) · .6.
      {
        loanId: 'L-1',
        borrower: 'Acme',
        exposure: '200.00',
        creditRating: 'B',
        pd: 0.1,
        lgd: 0.6,
        expectedLoss: '12.00',
        loan: { id: expect.any(String), amount: '100.00' },
      },
    ]);
  });
});

describe('filter and scenario', () => {
  test('a filter that selects all is none, an empty scenario too', async () => {
    const key = await addPortfolio(db, lender, [{ credit_rating: 'B' }, {}]);
    expect(await riskIn([key], { filter: { amountFrom: '0' }, scenario: [] })).toEqual(await riskIn([key]));
  });
  test('a recovery of 1 leaves nothing to lose', async () => {
    const risk = await riskOf([{ credit_rating: 'B' }], { scenario: [{ recovery: { rate: '1' } }] });
    expect(risk).toMatchObject({ expectedLoss: '0.00', unexpectedLoss: '0.00', averageRecoveryRate: 1 });
  });
});

test('over random books: within bounds, and the losses of two portfolios add up', async () => {
  const grade = fc.constantFrom('BBB', 'B', 'D', 'CCC', null);
  const cents = fc.integer({ min: 1, max: 1_000_000 });
  const loan = fc.record({ amount: cents.map((n) => (n / 100).toFixed(2)), credit_rating: grade });
  const book = fc.array(loan, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(book, book, async (one, other) => {
      const keys = [await addPortfolio(db, lender, one), await addPortfolio(db, lender, other)];
      const risk = await riskIn(keys, { fields: `${FIGURES} topRiskyLoans { exposure pd lgd }` });
      // At most 12 loans and 10 in the list: those outside lose least.
      const listed = risk.topRiskyLoans as { exposure: string; pd: number; lgd: number }[];
      const losses = listed.map(({ exposure, pd, lgd }) => Number(exposure) * pd * lgd);
      expect(losses).toEqual(losses.toSorted((a, b) => b - a));
      const rated = [...one, ...other].filter(({ credit_rating }) => !['CCC', null].includes(credit_rating));
      expect(risk.unratedCount).toBe(one.length + other.length - rated.length);
      expect(listed.length).toBe(Math.min(10, rated.length));
      if (rated.length <= 10) {
        expect(Number(risk.expectedLoss)).toBeCloseTo(
          losses.reduce((sum, loss) => sum + loss, 0),
          1,
        );
      }
      if (rated.length > 0) {
        expect(risk.portfolioPd).toBeGreaterThanOrEqual(0.01);
        expect(risk.portfolioPd).toBeLessThanOrEqual(1);
      }
      expect(risk.coverage).toBeGreaterThanOrEqual(0);
      expect(risk.coverage).toBeLessThanOrEqual(1);
    }),
    { numRuns: 25 },
  );
});

describe('what it costs', () => {
  test.each([2, 50])('of %d portfolios: one statement for figures, lists and loans each', async (count) => {
    const owner = await addLender(db, `owner of ${count}`);
    await addDefaultRate(db, owner, ['B', '0.05', '0.4', '1.5']);
    for (let n = 0; n < count; n++) await addPortfolio(db, owner, [{ credit_rating: 'B' }]);
    const costOf = (fields: string) =>
      statementsDuring(db.orm, async () => {
        const { data } = await ask(
          db,
          owner,
          `{ portfolios(first: 50) { nodes { analytics { defaultRisk { ${fields} } } } } }`,
        );
        expect(data.portfolios.nodes).toHaveLength(count);
        expect(data.portfolios.nodes[count - 1].analytics.defaultRisk.expectedLoss).toBe('3.00');
      });
    // Beside the one for the list of portfolios.
    expect(await costOf(FIGURES)).toHaveLength(2);
    expect(await costOf('expectedLoss topRiskyLoans { pd }')).toHaveLength(3);
    expect(await costOf('expectedLoss topRiskyLoans { loan { id } }')).toHaveLength(4);
  });
});

test("someone else's portfolio adds nothing", async () => {
  const south = await addLender(db, 'south');
  const theirs = await addPortfolio(db, south, [{ credit_rating: 'B' }]);
  const { data, errors } = await answerTo([theirs]);
  expect([data, errors[0]?.extensions.code]).toEqual([null, 'NOT_FOUND']);
  const ours = await addPortfolio(db, lender, [{ credit_rating: 'B' }]);
  const args = { asOf: TODAY, filter: null, scenario: [], defaultedAsD: false };
  const cells = await load(contextOf(db, lender), riskCellsLoader, { parentKey: `${ours} ${theirs}`, args });
  expect(cells).toMatchObject([{ loanCount: 1, pd: '0.050000' }]);
  const list = { parentKey: `${ours} ${theirs}`, args: { ...args, top: 10 } };
  expect(await load(contextOf(db, lender), topRiskyLoansLoader, list)).toHaveLength(1);
  // South has no table of its own, and none of north's.
  expect(await riskIn([theirs], { viewedBy: south })).toMatchObject({ unratedCount: 1, coverage: 0 });
});
