import fc from 'fast-check';
import { load } from '../../../../../src/platform/graphql/context.ts';
import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import { concentrationAggregatesLoader } from '../../../../../src/subgraphs/credit/analytics/concentration/concentration.rows.ts';
import { topExposuresLoader } from '../../../../../src/subgraphs/credit/analytics/concentration/top-exposures.rows.ts';
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
  await addDefaultRate(db, lender, ['B', '0.05', '0.4', '1.5']);
});

const FIGURES = 'singleNameHhi sectorHhi countryHhi ratingHhi borrowerGroupHhi effectiveNames gini';
const TOP = 'topExposures { borrower exposure share loanCount }';

interface Question {
  fields?: string;
  arguments?: string;
  filter?: object | null;
  scenario?: object[] | null;
}

async function answerTo(keys: string[], question: Question = {}) {
  const { fields = FIGURES, filter = null, scenario = null } = question;
  return ask(
    db,
    lender,
    `query ($ids: [ID!], $filter: LoanFilter, $scenario: [ShockInput!]) {
      analytics(portfolioIds: $ids, filter: $filter, scenario: $scenario) {
        concentration${question.arguments ?? ''} { ${fields} }
      }
    }`,
    { ids: keys.map((key) => toGlobalId('Portfolio', key)), filter, scenario },
  );
}

async function concentrationIn(keys: string[], question?: Question) {
  const { data, errors } = await answerTo(keys, question);
  expect(errors).toEqual([]);
  return data.analytics.concentration;
}

const concentrationOf = async (loans: LoanRow[], question?: Question) =>
  concentrationIn([await addPortfolio(db, lender, loans)], question);

test('a book of four loans', async () => {
  const loans = [
    { borrower: 'Acme', amount: '20', sector: 'Retail', country: 'DE', credit_rating: 'B' },
    { borrower: 'Acme', amount: '30', sector: 'Energy', country: 'DE', credit_rating: 'B' },
    { borrower: 'Bolt', amount: '30', sector: 'Energy', country: 'FR', credit_rating: 'AAA' },
    { borrower: 'Cord', amount: '20', sector: 'Steel', country: 'FR', credit_rating: 'AA' },
  ];
  expect(await concentrationOf(loans, { fields: `${FIGURES} ${TOP}` })).toEqual({
    // Single name per borrower: .5² + .3² + .2².
    singleNameHhi: 0.38,
    effectiveNames: 1 / 0.38,
    // Retail .2, Energy .6, Steel .2.
    sectorHhi: 0.44,
    countryHhi: 0.5,
    // B .5, AAA .3, AA .2.
    ratingHhi: 0.38,
    borrowerGroupHhi: 0.38,
    // 1 + (1 − 2 · (.5 + 2 · .3 + 3 · .2)) / 3 = 1 − 2.4 / 3.
    gini: 0.2,
    topExposures: [
      { borrower: 'Acme', exposure: '50.00', share: 0.5, loanCount: 2 },
      { borrower: 'Bolt', exposure: '30.00', share: 0.3, loanCount: 1 },
      { borrower: 'Cord', exposure: '20.00', share: 0.2, loanCount: 1 },
    ],
  });
});

describe('what is missing', () => {
  test('a country or grade makes one group of its own', async () => {
    const loans = [
      { amount: '50', country: 'DE', credit_rating: 'B' },
      { amount: '30' },
      { amount: '20', country: null, credit_rating: null },
    ];
    expect(await concentrationOf(loans)).toMatchObject({ countryHhi: 0.5, ratingHhi: 0.5 });
  });
  test('a borrower without a group is its own group', async () => {
    const loans = [
      { borrower: 'Acme', amount: '25', borrower_group: 'Holding' },
      { borrower: 'Bolt', amount: '25', borrower_group: 'Holding' },
      { borrower: 'Cord', amount: '25' },
      { borrower: 'Dyne', amount: '25' },
    ];
    // .5² + .25² + .25².
    expect(await concentrationOf(loans)).toMatchObject({ singleNameHhi: 0.25, borrowerGroupHhi: 0.375 });
  });
  test('a borrower without a group does not fall together with a group of the same name', async () => {
    const loans = [
      { borrower: 'Acme', amount: '50' },
      { borrower: 'Bolt', amount: '50', borrower_group: 'Acme' },
    ];
    expect(await concentrationOf(loans)).toMatchObject({ borrowerGroupHhi: 0.5 });
  });
});

describe('the edges of a book', () => {
  const NOTHING = Object.fromEntries(FIGURES.split(' ').map((field) => [field, null]));
  test('an empty one', async () => {
    const fields = `${FIGURES} ${TOP}`;
    expect(await concentrationOf([], { fields })).toEqual({ ...NOTHING, topExposures: [] });
    expect(await concentrationIn([], { fields })).toEqual({ ...NOTHING, topExposures: [] });
  });
  test('one loan', async () => {
    const ones = Object.fromEntries(FIGURES.split(' ').map((field) => [field, 1]));
    expect(await concentrationOf([{ amount: '0.01' }])).toEqual({ ...ones, gini: 0 });
  });
  test('10,000 loans of 0.10 and one of 9,999,999,999.99 are exact', async () => {
    const key = await addPortfolio(db, lender, [{ borrower: 'Giant', amount: '9999999999.99' }]);
    await db.query(
      `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status)
       select ?, ?, 'S-' || n, 'Small', 0.10, 0.0001, 'Retail', '2030-01-01', 'PERFORMING'
       from generate_series(1, 10000) n`,
      [lender.tenantKey, key],
    );
    // In cents: a = 999,999,999,999 and b = 100,000; HHI = (a² + b²) / (a + b)².
    const [a, b] = [999_999_999_999n, 100_000n];
    const hhi = 1 - Number(2n * a * b) / Number((a + b) ** 2n);
    const { singleNameHhi, topExposures } = await concentrationIn([key], {
      fields: `singleNameHhi ${TOP}`,
      arguments: '(top: 1)',
    });
    expect(singleNameHhi).toBeCloseTo(hhi, 15);
    expect(topExposures).toEqual([
      {
        borrower: 'Giant',
        exposure: '9999999999.99',
        share: Number(a) / Number(a + b),
        loanCount: 1,
      },
    ]);
  });
});

describe('the largest borrowers', () => {
  const fields = 'topExposures { borrower }';
  const namesIn = async (key: string, args?: string) =>
    (await concentrationIn([key], { fields, arguments: args })).topExposures.map(
      ({ borrower }: { borrower: string }) => borrower,
    );
  test('come with ties by name, in code point order', async () => {
    const names = ['b', 'Ä', 'B', 'a', 'Z'];
    const key = await addPortfolio(
      db,
      lender,
      names.map((borrower) => ({ borrower })),
    );
    expect(await namesIn(key)).toEqual(['B', 'Z', 'a', 'b', 'Ä']);
  });
  test('are 10 unless asked, from 1 to 100', async () => {
    const loans = Array.from({ length: 12 }, (_, n) => ({ borrower: `B${n}` }));
    const key = await addPortfolio(db, lender, loans);
    expect(await namesIn(key)).toHaveLength(10);
    expect(await namesIn(key, '(top: null)')).toHaveLength(10);
    expect(await namesIn(key, '(top: 1)')).toHaveLength(1);
    expect(await namesIn(key, '(top: 100)')).toHaveLength(12);
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
});

test('over several portfolios a borrower of one name counts once', async () => {
  const one = await addPortfolio(db, lender, [{ borrower: 'Acme', amount: '10' }]);
  const other = await addPortfolio(db, lender, [
    { borrower: 'Acme', amount: '40' },
    { borrower: 'Bolt', amount: '50' },
  ]);
  const { singleNameHhi, topExposures } = await concentrationIn([one, other], {
    fields: `singleNameHhi ${TOP}`,
  });
  expect(singleNameHhi).toBe(0.5);
  expect(topExposures).toMatchObject([
    { borrower: 'Acme', exposure: '50.00', loanCount: 2 },
    { borrower: 'Bolt', exposure: '50.00', loanCount: 1 },
  ]);
});

describe('filter and scenario', () => {
  const loans = [
    { borrower: 'Acme', amount: '60' },
    { borrower: 'Bolt', amount: '40', sector: 'Energy' },
  ];
  test('a filter that selects all is none, an empty scenario too', async () => {
    const key = await addPortfolio(db, lender, loans);
    const all = await concentrationIn([key]);
    expect(await concentrationIn([key], { filter: { amountFrom: '0' }, scenario: [] })).toEqual(all);
  });
  test('shares are of what the filter selects', async () => {
    const selected = { fields: TOP, filter: { sector: ['Energy'] } };
    expect((await concentrationOf(loans, selected)).topExposures).toEqual([
      { borrower: 'Bolt', exposure: '40.00', share: 1, loanCount: 1 },
    ]);
  });
  test('a scenario changes the exposures', async () => {
    const scenario = [{ changeLoan: { loanId: 'L-1', amount: '40' } }];
    expect(await concentrationOf(loans, { scenario })).toMatchObject({ singleNameHhi: 0.5, gini: 0 });
  });
});

test('over random books the statement agrees with counting by hand', async () => {
  const pick = (...values: (string | null)[]) => fc.constantFrom(...values);
  const loan = fc.record({
    borrower: pick('Acme', 'Bolt', 'Cord').map((name) => name!),
    borrower_group: pick('Acme', 'Holding', null),
    sector: pick('Retail', 'Steel').map((name) => name!),
    country: pick('DE', 'FR', null),
    credit_rating: pick('AAA', 'B', null),
    amount: fc.integer({ min: 1, max: 10 ** 6 }).map(String),
  });
  type Loan = typeof loan extends fc.Arbitrary<infer Value> ? Value : never;
  const hhi = (loans: Loan[], keyOf: (loan: Loan) => unknown) => {
    const amounts = (some: Loan[]) => some.reduce((sum, { amount }) => sum + Number(amount), 0);
    const groups = Map.groupBy(loans, (item) => JSON.stringify(keyOf(item)));
    const shares = [...groups.values()].map((group) => amounts(group) / amounts(loans));
    return expect.closeTo(
      shares.reduce((sum, share) => sum + share ** 2, 0),
      12,
    );
  };
  await fc.assert(
    fc.asyncProperty(fc.array(loan, { minLength: 1, maxLength: 8 }), async (loans) => {
      expect(await concentrationOf(loans)).toMatchObject({
        singleNameHhi: hhi(loans, ({ borrower }) => borrower),
        sectorHhi: hhi(loans, ({ sector }) => sector),
        countryHhi: hhi(loans, ({ country }) => country),
        ratingHhi: hhi(loans, ({ credit_rating }) => credit_rating),
        borrowerGroupHhi: hhi(loans, ({ borrower, borrower_group: group }) =>
          group ? { group } : { borrower },
        ),
      });
    }),
    { numRuns: 25 },
  );
});

test.each([2, 50])('of %d portfolios: one statement for the figures and one for the lists', async (count) => {
  const owner = await addLender(db, `owner of ${count}`);
  for (let n = 0; n < count; n++) await addPortfolio(db, owner, [{ amount: String(n + 1) }]);
  const costOf = (fields: string) =>
    statementsDuring(db.orm, async () => {
      const source = `{ portfolios(first: 50) { nodes { analytics { concentration { ${fields} } } } } }`;
      const { data } = await ask(db, owner, source);
      expect(data.portfolios.nodes).toHaveLength(count);
      expect(data.portfolios.nodes[0].analytics.concentration.gini).toBe(0);
    });
  // Beside the one for the list of portfolios.
  expect(await costOf(FIGURES)).toHaveLength(2);
  expect(await costOf(`gini ${TOP}`)).toHaveLength(3);
});

test("someone else's portfolio adds nothing", async () => {
  const south = await addLender(db, 'south');
  const theirs = await addPortfolio(db, south, [{ borrower: 'Bolt' }]);
  const { data, errors } = await answerTo([theirs]);
  expect([data, errors[0]?.extensions.code]).toEqual([null, 'NOT_FOUND']);
  const ours = await addPortfolio(db, lender, [{}]);
  const context = contextOf(db, lender);
  const scope = { parentKey: `${ours} ${theirs}`, args: { asOf: TODAY, filter: null, scenario: [] } };
  const { BORROWER } = await load(context, concentrationAggregatesLoader, scope);
  expect(BORROWER).toMatchObject({ groupCount: 1, exposure: '100.00' });
  const list = { ...scope, args: { ...scope.args, top: 10 } };
  expect(await load(context, topExposuresLoader, list)).toMatchObject([{ borrower: 'Acme', share: 1 }]);
});
