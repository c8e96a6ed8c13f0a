import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { ask } from '../ask.ts';
import { addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';
import { addTwoGrades, askBreakdowns } from './ask-breakdown.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addTwoGrades(db, lender);
});
const { breakdownOf } = askBreakdowns(db, () => lender);

test('a book of four loans by sector, every number by hand', async () => {
  // Retail, 600: rates (4 + 5 + 6) / 3; weighted (400 + 1000 + 1800) / 600; WARF (100 · 360 + 200 · 1350) / 300 = 1020,
  // nearest to BB+ (940); PD (100 · .01 + 200 · .05) / 300; EL 100 · .01 · .6 + 200 · .05 · .5; RWA 75 + 200;
  // maturity (200 · 16 + 300 · 32) / 500, the matured loan left out. Energy: the table has no line for CC.
  const book = await addPortfolio(db, lender, [
    {
      amount: '100',
      rate: '4',
      credit_rating: 'BBB',
      maturity_date: '2026-02-28',
      status: 'DEFAULTED',
      debt_to_equity: '3.5',
    },
    {
      amount: '200',
      rate: '5',
      credit_rating: 'BB',
      maturity_date: '2027-07-01',
      borrower: 'Bolt',
      debt_to_equity: '-1',
      leverage_ratio: '5',
    },
    { amount: '300', rate: '6', maturity_date: '2028-10-30', interest_coverage: '2.4' },
    {
      amount: '400',
      rate: '7',
      credit_rating: 'CC',
      maturity_date: '2027-07-01',
      sector: 'Energy',
      status: 'WATCH_LIST',
    },
  ]);
  expect(await breakdownOf([book], 'by: [SECTOR]')).toEqual({
    groupCount: 2,
    groups: [
      {
        keys: ['Retail'],
        loanCount: 3,
        borrowerCount: 2,
        performingCount: 2,
        exposure: '600.00',
        share: 0.6,
        averageRate: '5.0000',
        weightedAverageRate: '5.3333',
        averageRating: 'BB+',
        averagePd: 11 / 300,
        expectedLoss: '5.60',
        riskWeightedAssets: '275.00',
        weightedAverageMaturityMonths: 25.6,
        loansInBreach: 2,
      },
      {
        keys: ['Energy'],
        loanCount: 1,
        borrowerCount: 1,
        performingCount: 0,
        exposure: '400.00',
        share: 0.4,
        averageRate: '7.0000',
        weightedAverageRate: '7.0000',
        averageRating: 'D',
        averagePd: null,
        expectedLoss: '0.00',
        riskWeightedAssets: '0.00',
        weightedAverageMaturityMonths: 16,
        loansInBreach: 0,
      },
    ],
  });
});

describe('the edges of a book', () => {
  test('an empty one and no portfolio at all have no group', async () => {
    const nothing = { groupCount: 0, groups: [] };
    expect(await breakdownOf([await addPortfolio(db, lender)], 'by: [SECTOR]')).toEqual(nothing);
    expect(await breakdownOf([], 'by: [SECTOR]')).toEqual(nothing);
  });
  test('all unrated: no PD, no rating, no loss', async () => {
    const { groups } = await breakdownOf([await addPortfolio(db, lender, [{}])], 'by: [SECTOR]');
    expect(groups[0]).toMatchObject({
      averagePd: null,
      averageRating: null,
      expectedLoss: '0.00',
      riskWeightedAssets: '0.00',
    });
  });
  test('all matured: no months', async () => {
    const book = await addPortfolio(db, lender, [{ maturity_date: '2026-02-28' }]);
    expect((await breakdownOf([book], 'by: [SECTOR]')).groups[0]?.weightedAverageMaturityMonths).toBeNull();
  });
  test('10,000 loans of 0.10 and one of 9,999,999,999.99 are exact', async () => {
    const key = await addPortfolio(db, lender, [{ amount: '9999999999.99' }]);
    await db.query(
      `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status)
       select ?, ?, 'S-' || n, 'Small ' || n, 0.10, 0.0001, 'Retail', '2030-01-01', 'PERFORMING'
       from generate_series(1, 10000) n`,
      [lender.tenantKey, key],
    );
    const answer = await breakdownOf([key], 'by: [SECTOR]', '', 'groups { borrowerCount exposure }');
    expect(answer.groups).toEqual([{ borrowerCount: 10_001, exposure: '10000000999.99' }]);
  });
});

describe('filter and scenario', () => {
  const loans: LoanRow[] = [
    { amount: '10', credit_rating: 'BBB' },
    { amount: '30', sector: 'Energy' },
  ];

  test('a filter selects first: shares are of what it leaves', async () => {
    const key = await addPortfolio(db, lender, loans);
    const { groups } = await breakdownOf(
      [key],
      'by: [SECTOR]',
      ', filter: { sector: ["Energy"] }',
      'groups { keys share }',
    );
    expect(groups).toEqual([{ keys: ['Energy'], share: 1 }]);
  });
  test('a filter that selects all, and a scenario without a shock, change nothing', async () => {
    const key = await addPortfolio(db, lender, loans);
    const plain = await breakdownOf([key], 'by: [SECTOR]');
    expect(await breakdownOf([key], 'by: [SECTOR]', ', filter: { amountFrom: "0" }, scenario: []')).toEqual(
      plain,
    );
  });
  test('groups follow the grades and the loans of the scenario', async () => {
    // BBB → BB: 10 · .05 · .5 = .25. The new loan belongs to the portfolio, without a country.
    const key = await addPortfolio(db, lender, loans);
    const scenario = `, scenario: [{ notchDown: { notches: 1 } }, { addLoan: { loanId: "N", borrower: "New", amount: "5", rate: "1",
      sector: "Retail", maturityDate: "2030-01-01", status: PERFORMING } }]`;
    const by = 'by: [PORTFOLIO, CREDIT_RATING]';
    const { groups } = await breakdownOf(
      [key],
      by,
      scenario,
      'groups { keys loanCount exposure expectedLoss }',
    );
    const id = toGlobalId('Portfolio', key);
    expect(groups).toEqual([
      { keys: [id, null], loanCount: 2, exposure: '35.00', expectedLoss: '0.00' },
      { keys: [id, 'BB'], loanCount: 1, exposure: '10.00', expectedLoss: '0.25' },
    ]);
  });
});

describe('several portfolios', () => {
  test.each([2, 50])('%i of them cost one statement beside the list', async (count) => {
    const many = await addLender(db, `many ${count}`);
    for (let n = 0; n < count; n++) await addPortfolio(db, many, [{ amount: String(n + 1) }]);
    const source =
      '{ portfolios(first: 50) { nodes { analytics { breakdown(by: [SECTOR]) { groups { exposure } } } } } }';
    let nodes: { analytics: { breakdown: { groups: { exposure: string }[] } } }[] = [];
    const statements = await statementsDuring(db.orm, async () => {
      nodes = (await ask(db, many, source)).data.portfolios.nodes;
    });
    expect(statements).toHaveLength(2);
    const exposures = nodes.map(({ analytics }) => Number(analytics.breakdown.groups[0]?.exposure));
    expect(exposures.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });
  test('a borrower of the same name counts once in a group', async () => {
    const keys = [
      await addPortfolio(db, lender, [{}]),
      await addPortfolio(db, lender, [{}, { borrower: 'Bolt' }]),
    ];
    const { groups } = await breakdownOf(keys, 'by: [SECTOR]', '', 'groups { loanCount borrowerCount }');
    expect(groups).toEqual([{ loanCount: 3, borrowerCount: 2 }]);
  });
});

describe('borrowers', () => {
  const statementsOf = (fields: string, more = '') =>
    statementsDuring(db.orm, async () => {
      const source = `{ analytics { breakdown(by: [SECTOR]) { ${fields} } } } ${more}`;
      expect((await ask(db, lender, source)).errors).toEqual([]);
    });
  const COUNTED = expect.stringContaining('select distinct');

  test('are not counted where nobody asks how many', async () => {
    expect(await statementsOf('groups { keys loanCount exposure }')).not.toContainEqual(COUNTED);
  });
  test.each([
    ['at once', 'groups { borrowerCount }', ''],
    ['under another name', 'groups { many: borrowerCount }', ''],
    [
      'in a fragment',
      '...f',
      'fragment f on Breakdown { groups { ... on BreakdownGroup { borrowerCount } } }',
    ],
  ])('are counted where somebody does %s', async (_, fields, fragment) => {
    expect(await statementsOf(fields, fragment)).toContainEqual(COUNTED);
  });
});
