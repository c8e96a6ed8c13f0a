import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { callerOf } from '../ask.ts';
import { addDefaultRates, addLoans, addPortfolio, addSnapshot, type Stored } from '../books.ts';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
let portfolio: Stored;
let loan: Stored;
let unrated: Stored;
let caller: ReturnType<typeof callerOf>;

beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  portfolio = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
  const ratios = { debt_to_equity: '3.5001', interest_coverage: '2.5', leverage_ratio: '-1' };
  const terms = { amount: '1200.00', rate: '12', maturity_date: '2027-03-01', credit_rating: 'BBB' };
  [loan, unrated] = (await addLoans(database, portfolio, [
    { ...terms, ...ratios, loan_id: 'A/1 "x"' },
    { credit_rating: 'CC', maturity_date: '2020-02-29' },
  ])) as [Stored, Stored];
  await addDefaultRates(database, a.tenantId, [['BBB', '0.01', '0.4', '1.25']]);
  await addDefaultRates(database, b.tenantId, [['BBB', '0.5', '0', '9']]);
  for (const [day, rating] of [
    ['2025-12-31', 'NR'],
    ['2025-06-30', 'A'],
    ['2026-01-31', 'BBB'],
  ] as const)
    await addSnapshot(database, loan, day, rating);
  caller = callerOf(database, a.viewers.VIEWER);
});

const read = async (selection: string, { id }: Stored = loan) =>
  (await caller.ask(`query ($id: ID!) { loan(id: $id) { ${selection} } }`, { id })).loan;
const refused = (selection: string) =>
  caller.refusal(`query ($id: ID!) { loan(id: $id) { ${selection} } }`, { id: loan.id });

test("by the lender's number in its portfolio", async () => {
  const source = 'query ($id: ID!, $n: String!) { portfolio(id: $id) { loan(loanId: $n) { id } } }';
  const find = async (n: string) => (await caller.ask(source, { id: portfolio.id, n })).portfolio.loan;
  expect(await find('A/1 "x"')).toEqual({ id: loan.id });
  expect(await find('a/1 "x"')).toBeNull();
  expect(await find('')).toBeNull();
});

describe('risk, from the table of its own tenant', () => {
  const RISK = 'probabilityOfDefault lossGivenDefault expectedLoss riskWeightedAssets';

  test('of a grade that the table has', async () => {
    const risk = {
      probabilityOfDefault: 0.01,
      lossGivenDefault: 0.6,
      expectedLoss: '7.20',
      riskWeightedAssets: '1500.00',
    };
    expect(await read(RISK)).toEqual(risk);
    // Whoever reads it: not the table of the reader's tenant.
    const stranger = callerOf(database, b.viewers.SUPER_ADMIN);
    expect(
      (await stranger.ask(`query ($id: ID!) { loan(id: $id) { ${RISK} } }`, { id: loan.id })).loan,
    ).toEqual(risk);
  });

  test('is null, not 0, for a grade that it lacks', async () => {
    expect(await read(RISK, unrated)).toEqual({
      ...{ probabilityOfDefault: null, lossGivenDefault: null },
      ...{ expectedLoss: null, riskWeightedAssets: null },
    });
  });
});

describe('monthsToMaturity', () => {
  test('from today in UTC: 365 days', async () => {
    expect((await read('monthsToMaturity')).monthsToMaturity).toBeCloseTo((365 / 365.25) * 12, 12);
  });

  test('from another day, and negative when it is past', async () => {
    const { atEnd, later } = await read(
      'atEnd: monthsToMaturity(asOf: "2027-03-01") later: monthsToMaturity(asOf: "2027-03-31")',
    );
    expect(atEnd).toBe(0);
    expect(later).toBeCloseTo((-30 / 365.25) * 12, 12);
    expect((await read('monthsToMaturity', unrated)).monthsToMaturity).toBeLessThan(0);
  });
});

describe('covenantBreaches', () => {
  const BREACHES = 'covenant value limit headroom';

  test('at the default thresholds: beyond the limit, not at it, and what is negative', async () => {
    const { covenantBreaches } = await read(`covenantBreaches { ${BREACHES} }`);
    expect(covenantBreaches).toEqual([
      {
        covenant: 'DEBT_TO_EQUITY',
        value: '3.5001',
        limit: '3.5000',
        headroom: expect.closeTo(-0.0001 / 3.5, 12),
      },
      { covenant: 'LEVERAGE', value: '-1.0000', limit: '4.0000', headroom: -1 },
    ]);
  });

  test('at others; null is the default', async () => {
    const thresholds = '{ maxDebtToEquity: "4", minInterestCoverage: "2.5001", maxLeverage: null }';
    const { covenantBreaches } = await read(`covenantBreaches(thresholds: ${thresholds}) { covenant limit }`);
    expect(covenantBreaches).toEqual([
      { covenant: 'INTEREST_COVERAGE', limit: '2.5001' },
      { covenant: 'LEVERAGE', limit: '4.0000' },
    ]);
  });

  test('a ratio that is missing is not tested', async () => {
    expect((await read('covenantBreaches { covenant }', unrated)).covenantBreaches).toEqual([]);
  });
});

describe('ratingHistory', () => {
  const history = async (args: string) =>
    (await read(`ratingHistory${args} { snapshotDate creditRating loan { id } }`)).ratingHistory;

  test('the oldest first, NR included', async () => {
    expect(await history('')).toEqual([
      { snapshotDate: '2025-06-30', creditRating: 'A', loan: { id: loan.id } },
      { snapshotDate: '2025-12-31', creditRating: 'NR', loan: { id: loan.id } },
      { snapshotDate: '2026-01-31', creditRating: 'BBB', loan: { id: loan.id } },
    ]);
  });

  test.each([
    ['(from: "2025-12-31")', 2],
    ['(to: "2025-12-31")', 2],
    ['(from: "2025-12-31", to: "2025-12-31")', 1],
    ['(from: "2026-01-01", to: "2025-01-01")', 0],
    ['(from: null, to: null)', 3],
    ['(from: "0001-01-01", to: "9999-12-31")', 3],
  ])('%s, ends included', async (args, count) => expect(await history(args)).toHaveLength(count));
});

describe('amortization', () => {
  const schedule = async (args: string) =>
    (
      await read(
        `amortization${args} { method frequency totalPrincipal totalInterest payments { number date principal } }`,
      )
    ).amortization;

  test('an annuity by the month unless asked otherwise', async () => {
    const { payments, ...totals } = await schedule('');
    expect(totals).toMatchObject({ method: 'ANNUITY', frequency: 'MONTHLY', totalPrincipal: '1200.00' });
    expect(payments).toHaveLength(12);
    expect(payments.at(-1)).toMatchObject({ number: 12, date: '2027-03-01' });
  });

  test('null is the default too', async () => {
    expect(await schedule('(method: null, frequency: null, asOf: null, termMonths: null)')).toEqual(
      await schedule(''),
    );
  });

  test('by its arguments', async () => {
    const straight = await schedule('(method: STRAIGHT_LINE, frequency: QUARTERLY, asOf: "2026-09-01")');
    expect(straight.payments.map(({ principal }: { principal: string }) => principal)).toEqual([
      '600.00',
      '600.00',
    ]);
    const bullet = await schedule('(method: BULLET, frequency: ANNUAL, termMonths: 24)');
    expect(bullet).toMatchObject({ totalInterest: '288.00', totalPrincipal: '1200.00' });
    expect(bullet.payments).toMatchObject([{ principal: '0.00' }, { principal: '1200.00' }]);
  });

  test('a matured loan has none', async () => {
    const { amortization } = await read('amortization { totalPrincipal payments { number } }', unrated);
    expect(amortization).toEqual({ totalPrincipal: '0.00', payments: [] });
  });

  test.each([0, -1, 1201])('a term of %s months is refused', async (term) => {
    const error = await refused(`amortization(termMonths: ${term}) { totalInterest }`);
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', places: ['termMonths'] });
  });

  test('all that is wrong with the arguments at once', async () => {
    const error = await refused('amortization(termMonths: 0, asOf: "1899-12-31") { totalInterest }');
    expect(error.places).toEqual(['termMonths', 'asOf']);
  });
});
