import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import { contextFor } from '../../../../support/context.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { run } from '../../../../support/run.ts';
import { schema } from '../../ask.ts';
import { addLender, addPortfolio, type Lender } from '../book.ts';
import { addTable, LOANS, storingNothing } from './scenario-book.ts';

// L-1 A 400 at 2 %, L-2 BBB 300 at 4 %, L-3 B 200 at 6 %, L-4 D 100 at 8 %, L-5 none 50 at 10 %, L-6 CC 25 at 12 %;
// L-2, L-4 and L-6 are Energy; L-4 is DEFAULTED. In all 1,075.00, and 8 + 12 + 12 + 8 + 5 + 3 = 48.00 of interest.
const db = useTestDatabase();
let lender: Lender;
let key: string;
let other: string;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addTable(db, lender);
  key = await addPortfolio(db, lender, LOANS);
  other = await addPortfolio(db, lender, [{ amount: '500', rate: '1', credit_rating: 'A' }]);
});
const idOf = (portfolioKey: string) => toGlobalId('Portfolio', portfolioKey);

const SUMMARY = `summary {
  totalLoans totalExposure annualInterest averageRate defaultedCount averageRating pastMaturityCount
}`;

/** The answer to a document on the whole of credit, after which every stored row must be as before. */
const answer = (source: string, variables: Record<string, unknown>, viewedBy = lender) =>
  storingNothing(db, () => run(schema, contextFor(db, viewedBy.viewer), source, variables));

const onPortfolio = (scenario: unknown, viewedBy = lender, portfolioKey = key) =>
  answer(
    `query ($id: ID!, $s: [ShockInput!]) { portfolio(id: $id) { analytics(scenario: $s) { ${SUMMARY} } } }`,
    { id: idOf(portfolioKey), s: scenario },
    viewedBy,
  );

async function summaryAfter(scenario: unknown) {
  const { data, errors } = await onPortfolio(scenario);
  expect(errors).toEqual([]);
  return data.portfolio.analytics.summary;
}

describe('a summary after', () => {
  // WARF of the five graded: (400·120 + 300·360 + 200·2720 + 100·10000 + 25·10000) / 1025 = 1902.4: B+ has 2220,
  // BB- 1766, which is nearer.
  const stored = {
    totalLoans: 6,
    totalExposure: '1075.00',
    annualInterest: '48.00',
    averageRate: '7.0000',
    defaultedCount: 1,
    averageRating: 'BB-',
    pastMaturityCount: 0,
  };
  const energy = { sector: ['Energy'] };
  const added = {
    loanId: 'N-1',
    borrower: 'Gil',
    amount: '25.00',
    rate: '7',
    sector: 'Rail',
    maturityDate: '2031-01-01',
    status: 'DEFAULTED',
  };

  test('no shock is that of the stored loans', async () => {
    expect(await summaryAfter([])).toEqual(stored);
    expect(await summaryAfter(null)).toEqual(stored);
  });
  test.each<[string, unknown, object]>([
    // 1 % of 1,075.00 more.
    ['rateShift', { rateShift: { basisPoints: '100' } }, { annualInterest: '58.75', averageRate: '8.0000' }],
    // 1 % of 425.00 more; 3 of 6 loans.
    [
      'rateShift with a filter',
      { rateShift: { basisPoints: 100, filter: energy } },
      { annualInterest: '52.25', averageRate: '7.5000' },
    ],
    ['pdMultiplier', { pdMultiplier: { factor: '3' } }, {}],
    ['recovery', { recovery: { rate: '0' } }, {}],
    // A, BBB, B → BBB, B, D: (400·360 + 300·2720 + 325·10000) / 1025 = 4107.3: CCC+ has 4770, B- 3490, nearer.
    ['notchDown', { notchDown: { notches: 1 } }, { averageRating: 'B-' }],
    // Only BBB → B: (48000 + 300·2720 + 544000 + 1250000) / 1025 = 2593.2: B 2720.
    ['notchDown with a filter', { notchDown: { notches: 1, filter: energy } }, { averageRating: 'B' }],
    // ⌈.3 · 6⌉ = 2, L-1 and L-2: (700·10000 + 544000 + 1250000) / 1025 = 8579.5: CCC- 8070.
    ['defaultShare', { defaultShare: { share: '0.3' } }, { defaultedCount: 3, averageRating: 'CCC-' }],
    // ⌈.3 · 3⌉ = 1, L-2: (48000 + 300·10000 + 544000 + 1250000) / 1025 = 4724.4: CCC+ 4770.
    [
      'defaultShare with a filter',
      { defaultShare: { share: '0.3', filter: energy } },
      { defaultedCount: 2, averageRating: 'CCC+' },
    ],
    [
      'changeLoan',
      { changeLoan: { loanId: 'L-4', amount: '200.00', status: 'PERFORMING', maturityDate: '2026-02-28' } },
      // 100.00 more at 8 %; WARF (1950000 + 100·10000) / 1125 = 2622.2: B.
      {
        totalExposure: '1175.00',
        annualInterest: '56.00',
        defaultedCount: 0,
        averageRating: 'B',
        pastMaturityCount: 1,
      },
    ],
    [
      'removeLoan',
      { removeLoan: { loanId: 'L-5' } },
      // 32 / 5
      { totalLoans: 5, totalExposure: '1025.00', annualInterest: '43.00', averageRate: '6.4000' },
    ],
    [
      'addLoan',
      { addLoan: added },
      { totalLoans: 7, totalExposure: '1100.00', annualInterest: '49.75', defaultedCount: 2 },
    ],
  ])('%s', async (_, shock, difference) => {
    expect(await summaryAfter([shock])).toEqual({ ...stored, ...difference });
  });
});

describe('a loan that a shock names', () => {
  const remove = (loanId: string) => ({ removeLoan: { loanId } });
  const change = (loanId: string, values = {}) => ({ changeLoan: { loanId, ...values } });
  const add = (loanId: string, values = {}) => ({
    addLoan: {
      loanId,
      borrower: 'Gil',
      amount: '1',
      rate: '1',
      sector: 'Rail',
      maturityDate: '2031-01-01',
      status: 'PERFORMING',
      ...values,
    },
  });
  const placesOf = async (scenario: unknown) => {
    const { data, errors } = await onPortfolio(scenario);
    for (const { code } of errors) expect(code).toBe('BAD_USER_INPUT');
    expect(data.portfolio === null).toBe(errors.length > 0);
    return errors.flatMap(({ places }) => places);
  };

  test.each<[string, unknown[], string[]]>([
    [
      'must be known',
      [remove('L-7'), change('l-1')],
      ['scenario.0.removeLoan.loanId', 'scenario.1.changeLoan.loanId'],
    ],
    ['must not have been removed before', [remove('L-1'), change('L-1')], ['scenario.1.changeLoan.loanId']],
    ['is removed only once', [remove('L-1'), remove('L-1')], ['scenario.1.removeLoan.loanId']],
    ['may be removed later', [change('L-1', { rate: '1' }), remove('L-1')], []],
    ['may be one that was added before', [add('N-1'), change('N-1'), remove('N-1')], []],
    ['must not be added later', [change('N-1'), add('N-1')], ['scenario.0.changeLoan.loanId']],
    ['is not added if it is there', [add('L-1')], ['scenario.0.addLoan.loanId']],
    ['is not added twice', [add('N-1'), add(' N-1 ')], ['scenario.1.addLoan.loanId']],
    ['may be added once it was removed', [remove('L-1'), add('L-1'), change('L-1')], []],
    [
      'keeps its rating: no grade that the table lacks',
      [change('L-1', { creditRating: 'AAA' }), change('L-5', { creditRating: 'AAA' })],
      ['scenario.0.changeLoan.creditRating'],
    ],
    [
      'keeps its rating: no NR',
      [change('L-1', { creditRating: 'NR' }), change('L-6', { creditRating: 'NR' })],
      ['scenario.0.changeLoan.creditRating'],
    ],
    [
      'keeps a rating that a shock gave it',
      [change('L-5', { creditRating: 'B' }), change('L-5', { creditRating: 'CC' })],
      ['scenario.1.changeLoan.creditRating'],
    ],
    [
      'keeps a rating that its default gave it',
      [{ defaultShare: { share: '1' } }, change('L-6', { creditRating: 'CC' })],
      ['scenario.1.changeLoan.creditRating'],
    ],
    [
      'is free to change among grades that the table lacks until it defaults',
      [{ defaultShare: { share: '0.5' } }, change('L-6', { creditRating: 'AAA' })],
      [],
    ],
    [
      'keeps the rating that it was added with',
      [add('N-1', { creditRating: 'A' }), change('N-1', { creditRating: 'C' })],
      ['scenario.1.changeLoan.creditRating'],
    ],
  ])('%s', async (_, scenario, places) => {
    expect(await placesOf(scenario)).toEqual(places);
  });

  test('must be among those that the filter selects', async () => {
    const source = `query ($id: ID!, $s: [ShockInput!]) {
      portfolio(id: $id) { analytics(filter: { sector: ["Energy"] }, scenario: $s) { ${SUMMARY} } }
    }`;
    const refused = await answer(source, { id: idOf(key), s: [remove('L-1')] });
    expect(refused.errors).toMatchObject([
      {
        message: 'scenario.0.removeLoan.loanId: "L-1" is not the number of a selected loan.',
        places: ['scenario.0.removeLoan.loanId'],
      },
    ]);
    const { data, errors } = await answer(source, { id: idOf(key), s: [remove('L-2')] });
    expect(errors).toEqual([]);
    expect(data.portfolio.analytics.summary).toMatchObject({ totalLoans: 2, totalExposure: '125.00' });
  });

  test('may be one that a default without D in the table made D, and stays D', async () => {
    const bare = await addLender(db, 'bare');
    await addTable(db, bare, [['B', '0.1', '0.4', '1']]);
    const book = await addPortfolio(db, bare, [{ credit_rating: 'B' }]);
    const scenario = [{ defaultShare: { share: '1' } }, change('L-1', { creditRating: 'D', rate: '9' })];
    expect((await onPortfolio(scenario, bare, book)).errors).toEqual([]);
    const late = [...scenario, change('L-1', { creditRating: 'C' })];
    const { errors } = await onPortfolio(late, bare, book);
    expect(errors[0]?.places).toEqual(['scenario.2.changeLoan.creditRating']);
  });

  test('is looked for in each portfolio: only the one without it has an error', async () => {
    const { data, errors } = await answer(
      `query ($a: ID!, $b: ID!, $s: [ShockInput!]) {
        a: portfolio(id: $a) { analytics(scenario: $s) { summary { totalLoans } } }
        b: portfolio(id: $b) { analytics(scenario: $s) { summary { totalLoans } } }
      }`,
      { a: idOf(key), b: idOf(other), s: [remove('L-2')] },
    );
    expect(data).toEqual({ a: { analytics: { summary: { totalLoans: 5 } } }, b: null });
    expect(errors.map(({ places }) => places)).toEqual([['scenario.0.removeLoan.loanId']]);
  });

  test('is in any of the portfolios that are taken together', async () => {
    const source =
      'query ($s: [ShockInput!]) { analytics(scenario: $s) { summary { totalLoans totalExposure } } }';
    const { data, errors } = await answer(source, { s: [remove('L-2'), add('N-1')] });
    expect(errors).toEqual([]);
    // 1,575.00 − 300.00 + 1.00: the new loan comes once, not once for each portfolio.
    expect(data.analytics.summary).toEqual({ totalLoans: 7, totalExposure: '1276.00' });
    const both = await answer(source, { s: [remove('L-1')] });
    expect(both.data.analytics.summary).toEqual({ totalLoans: 5, totalExposure: '675.00' });
  });

  test('is never found in an empty selection, and none is added to it', async () => {
    const source =
      'query ($s: [ShockInput!]) { analytics(portfolioIds: [], scenario: $s) { summary { totalLoans } } }';
    expect((await answer(source, { s: [remove('L-1')] })).errors).toMatchObject([
      { places: ['scenario.0.removeLoan.loanId'] },
    ]);
    const { data } = await answer(source, { s: [add('L-1'), { defaultShare: { share: '1' } }] });
    expect(data.analytics.summary).toEqual({ totalLoans: 0 });
  });
});

describe('50 portfolios with one scenario', () => {
  let many: Lender;
  beforeAll(async () => {
    many = await addLender(db, 'many');
    await addTable(db, many);
    for (let n = 0; n < 50; n++) await addPortfolio(db, many, [{ credit_rating: 'A' }, { amount: '1' }]);
  });
  const statementsFor = (scenario: unknown, first: number) =>
    statementsDuring(db.orm, async () => {
      const { data, errors } = await run(
        schema,
        contextFor(db, many.viewer),
        `query ($s: [ShockInput!], $n: Int!) {
          portfolios(first: $n) { nodes { analytics(scenario: $s) { summary { totalLoans } } } }
        }`,
        { s: scenario, n: first },
      );
      expect(errors).toEqual([]);
      expect(data.portfolios.nodes).toHaveLength(first);
    });

  test('cost one statement for the numbers', async () => {
    const scenario = [{ notchDown: { notches: 1 } }, { defaultShare: { share: '0.5' } }];
    expect(await statementsFor(scenario, 50)).toHaveLength(2);
    expect(await statementsFor(scenario, 2)).toHaveLength(2);
  });
  test('and one more to see that the named loans are there', async () => {
    const scenario = [{ removeLoan: { loanId: 'L-2' } }, { changeLoan: { loanId: 'L-1', rate: '1' } }];
    expect(await statementsFor(scenario, 50)).toHaveLength(3);
    expect(await statementsFor(scenario, 2)).toHaveLength(3);
  });
});

describe('what-if', () => {
  const shift = [{ rateShift: { basisPoints: '100' } }];
  const over = 'query ($s: [ShockInput!]) { analytics(scenario: $s) { summary { annualInterest } } }';

  test('is not for viewers, who see the stored book', async () => {
    const viewer: Lender = { ...lender, viewer: { ...lender.viewer, role: 'VIEWER' } };
    expect((await onPortfolio(shift, viewer)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await answer(over, { s: shift }, viewer)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await onPortfolio([], viewer)).errors).toEqual([]);
    expect((await answer(over, { s: null }, viewer)).errors).toEqual([]);
  });

  test.each(['ANALYST', 'PORTFOLIO_MANAGER', 'ADMIN'] as const)('is for %s', async (role) => {
    const { data } = await onPortfolio(shift, { ...lender, viewer: { ...lender.viewer, role } });
    expect(data.portfolio.analytics.summary.annualInterest).toBe('58.75');
  });

  test("does not reach another tenant's loans, nor take its default rates", async () => {
    const east = await addLender(db, 'east', 'SUPER_ADMIN');
    await addTable(db, east, [
      ['A', '0.5', '0', '2'],
      ['CCC', '0.9', '0', '3'],
    ]);
    const theirs = await addPortfolio(db, east, [{ amount: '600', credit_rating: 'A' }]);
    const { errors } = await answer(
      'query ($ids: [ID!]) { analytics(portfolioIds: $ids, scenario: [{ removeLoan: { loanId: "L-1" } }]) { asOf } }',
      { ids: [idOf(theirs)] },
    );
    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    // One step down is CCC in the east and BBB in the north: (600·6500 + 500·360) / 1100 = 3709: B- 3490.
    const { data } = await answer(
      `query ($ids: [ID!]) {
        analytics(portfolioIds: $ids, scenario: [{ notchDown: { notches: 1 } }]) { summary { averageRating } }
      }`,
      { ids: [idOf(theirs), idOf(other)] },
      east,
    );
    expect(data.analytics.summary.averageRating).toBe('B-');
  });
});
