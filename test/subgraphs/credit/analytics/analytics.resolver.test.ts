import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { ask } from './ask.ts';
import { addLender, addPortfolio, type Lender } from './book.ts';

const db = useTestDatabase();
const idOf = (key: string) => toGlobalId('Portfolio', key);

let lender: Lender;
let first: string;
let second: string;
let foreign: string;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  first = await addPortfolio(db, lender, [{ amount: '10' }, { amount: '20', sector: 'Energy' }]);
  second = await addPortfolio(db, lender, [{ amount: '5' }]);
  foreign = await addPortfolio(db, await addLender(db, 'south'), [{ amount: '999' }]);
});

const over = (portfolioIds: string[] | null) =>
  ask(
    db,
    lender,
    `query ($portfolioIds: [ID!]) {
      analytics(portfolioIds: $portfolioIds) { currency summary { totalLoans totalExposure } }
    }`,
    { portfolioIds },
  );

describe('Portfolio.analytics', () => {
  const askPortfolio = (fields: string) =>
    ask(db, lender, `query ($id: ID!) { portfolio(id: $id) { ${fields} } }`, { id: idOf(first) });

  test('is as of today, in the currency of the portfolio', async () => {
    const { data } = await askPortfolio('analytics { asOf currency summary { totalExposure } }');
    expect(data.portfolio.analytics).toEqual({
      asOf: '2026-03-01',
      currency: 'GBP',
      summary: { totalExposure: '30.00' },
    });
  });
  test('moves its clock to the day asked for', async () => {
    const { data } = await askPortfolio(
      'analytics(asOf: "2030-01-02") { asOf summary { pastMaturityCount weightedAverageMaturityMonths } }',
    );
    expect(data.portfolio.analytics).toEqual({
      asOf: '2030-01-02',
      summary: { pastMaturityCount: 2, weightedAverageMaturityMonths: null },
    });
  });
  test('covers what the filter selects', async () => {
    const { data } = await askPortfolio(
      'analytics(filter: { sector: ["Energy"] }) { summary { totalExposure sectorBreakdown { sector count } } }',
    );
    expect(data.portfolio.analytics.summary).toEqual({
      totalExposure: '20.00',
      sectorBreakdown: [{ sector: 'Energy', count: 1 }],
    });
  });
  test('reads no loan where no number is asked for', async () => {
    const statements = await statementsDuring(db.orm, () => askPortfolio('analytics { asOf currency }'));
    expect(statements).toHaveLength(1);
  });
  test('asked twice with the same arguments costs one statement, with others two', async () => {
    const same = 'a: analytics { summary { totalLoans } } b: analytics { summary { averageRate } }';
    expect(await statementsDuring(db.orm, () => askPortfolio(same))).toHaveLength(2);
    const other = `${same} c: analytics(filter: { unrated: true }) { summary { totalLoans } }`;
    expect(await statementsDuring(db.orm, () => askPortfolio(other))).toHaveLength(3);
  });
  test('of a list of 50 portfolios costs one statement beside the list', async () => {
    const many = await addLender(db, 'many');
    for (let n = 0; n < 50; n++) await addPortfolio(db, many, [{}]);
    let answer: Awaited<ReturnType<typeof ask>> | undefined;
    const statements = await statementsDuring(db.orm, async () => {
      answer = await ask(
        db,
        many,
        '{ portfolios(first: 50) { nodes { analytics { summary { totalLoans averageRate } } } } }',
      );
    });
    expect(statements).toHaveLength(2);
    expect(answer?.data.portfolios.nodes).toHaveLength(50);
    expect(answer?.data.portfolios.nodes[49]).toEqual({
      analytics: { summary: { totalLoans: 1, averageRate: '5.0000' } },
    });
  });
});

describe('Query.analytics', () => {
  test('covers all portfolios that the viewer may read', async () => {
    expect((await over(null)).data.analytics).toEqual({
      currency: 'GBP',
      summary: { totalLoans: 3, totalExposure: '35.00' },
    });
  });
  test('covers the portfolios that are named, each once', async () => {
    const { data } = await over([idOf(second), idOf(second)]);
    expect(data.analytics.summary).toEqual({ totalLoans: 1, totalExposure: '5.00' });
  });
  test('of no portfolio is zeros without a currency', async () => {
    const zeros = { currency: null, summary: { totalLoans: 0, totalExposure: '0.00' } };
    expect((await over([])).data.analytics).toEqual(zeros);
    const newcomer = await addLender(db, 'newcomer');
    const { data } = await ask(
      db,
      newcomer,
      '{ analytics { currency summary { totalLoans totalExposure } } }',
    );
    expect(data.analytics).toEqual(zeros);
  });
  test('names every id that is none', async () => {
    const { errors } = await over([idOf(first), 'x', toGlobalId('Loan', 1)]);
    expect(errors[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      issues: [
        { path: ['portfolioIds', 1], message: 'This is not the id of a Portfolio.' },
        { path: ['portfolioIds', 2], message: 'This is not the id of a Portfolio.' },
      ],
    });
  });
  test('takes 500 ids and not one more', async () => {
    expect((await over(Array(500).fill(idOf(first)))).errors).toEqual([]);
    const { errors } = await over(Array(501).fill(idOf(first)));
    expect(errors[0]?.message).toBe('portfolioIds: 501 ids; at most 500.');
  });
  test("finds someone else's portfolio as little as a missing one", async () => {
    for (const id of [idOf(foreign), idOf('123456789')]) {
      const { data, errors } = await over([idOf(first), id]);
      expect(data).toBeNull();
      expect(errors[0]).toMatchObject({
        message: `Portfolio ${id} not found.`,
        extensions: { code: 'NOT_FOUND' },
      });
    }
  });
  test('refuses several currencies and names them', async () => {
    const mixed = await addLender(db, 'mixed');
    const dollars = await addPortfolio(db, mixed, [{}], 'USD');
    await addPortfolio(db, mixed, [{}], 'EUR');
    const { errors } = await ask(db, mixed, '{ analytics { currency } }');
    expect(errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [
        {
          path: ['portfolioIds'],
          message: 'The portfolios are in EUR, USD; pass portfolioIds of one currency.',
        },
      ],
    });
    const one = await ask(db, mixed, `{ analytics(portfolioIds: ["${idOf(dollars)}"]) { currency } }`);
    expect(one.data.analytics.currency).toBe('USD');
  });
  test('of several selections with the same arguments costs one statement for portfolios and one for numbers', async () => {
    const source = `{
      a: analytics(portfolioIds: ["${idOf(first)}"]) { summary { totalExposure } }
      b: analytics(portfolioIds: ["${idOf(first)}", "${idOf(second)}"]) { summary { totalExposure } }
      c: analytics { summary { totalExposure } }
    }`;
    let answer: unknown;
    const statements = await statementsDuring(db.orm, async () => {
      answer = (await ask(db, lender, source)).data;
    });
    expect(statements).toHaveLength(2);
    expect(answer).toEqual({
      a: { summary: { totalExposure: '30.00' } },
      b: { summary: { totalExposure: '35.00' } },
      c: { summary: { totalExposure: '35.00' } },
    });
  });
  test('refuses a filter that is nested too deep', async () => {
    const filter = { not: { not: { not: { not: { not: { unrated: true } } } } } };
    const source = 'query ($filter: LoanFilter) { analytics(filter: $filter) { summary { totalLoans } } }';
    const { errors } = await ask(db, lender, source, { filter });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('a scenario', () => {
  const withScenario = (scenario: unknown) =>
    ask(
      db,
      lender,
      'query ($s: [ShockInput!]) { analytics(scenario: $s) { summary { totalLoans annualInterest } } }',
      {
        s: scenario,
      },
    );

  test('that is empty is none', async () => {
    expect((await withScenario([])).data.analytics.summary.totalLoans).toBe(3);
    expect((await withScenario(null)).data.analytics.summary.totalLoans).toBe(3);
  });

  test('changes what is computed', async () => {
    const { data, errors } = await withScenario([{ removeLoan: { loanId: 'L-1' } }]);
    expect(errors).toEqual([]);
    // Two of the three loans, in two portfolios, have this number.
    expect(data.analytics.summary.totalLoans).toBe(1);
  });
});
