import fc from 'fast-check';
import { CREDIT_RATINGS } from '../../../../src/subgraphs/credit/rating/rating-scale.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity } from '../../../support/identity-fixtures.ts';
import { callerOf } from '../ask.ts';
import { addDefaultRates, addLoans, addPortfolio, type Stored } from '../books.ts';
import { type Filter, type FilterLoan, type Pds, selects } from './loan-filter.predicate.ts';
import { type Ask, loanPage, walkForward } from './walk.ts';

const database = useTestDatabase();
let portfolio: Stored;
let ask: Ask;
let caller: ReturnType<typeof callerOf>;

const PDS: Pds = { AAA: 0.0001, BBB: 0.01, 'BB+': 0.1, D: 1 };
const pick = <Value>(values: readonly Value[], index: number) => values[index % values.length] as Value;
const BORROWERS = ['Acme', 'ACME 50%', 'under_score', 'back\\slash', "O'Neil; drop table loans --", 'Ärzte'];
const INSTANTS = [
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.001Z',
  '2026-01-31T23:59:59.999Z',
  '2026-02-01T00:00:00.000Z',
];

/** Coprime steps, so that every combination of values comes up; nulls wherever a loan may have them. */
const LOANS: FilterLoan[] = Array.from({ length: 200 }, (_, index) => ({
  loanId: `${pick(['L', 'l', 'X_', 'X%'], index)}${index}`,
  borrower: pick(BORROWERS, index * 5 + (index >> 3)),
  borrowerGroup: pick([null, 'Group', 'Other', ''], index + (index >> 2)) || null,
  amount: pick([0.01, 100, 250000.5, 999999999999.99], index >> 1),
  rate: pick([0, 4.5, 7.1234, 100], index >> 2),
  sector: pick(['Retail', 'retail', 'Energy'], index),
  maturityDate: pick(['1999-12-31', '2026-03-01', '2030-06-30', '2200-12-31'], index >> 1),
  creditRating: pick([null, 'AAA', 'BBB', 'BB+', 'D', 'CC', 'A-'], index),
  status: pick(['PERFORMING', 'WATCH_LIST', 'NON_PERFORMING', 'DEFAULTED'], index >> 3),
  country: pick([null, 'UK', 'Côte d’Ivoire'], index >> 1),
  debtToEquity: pick([null, -0.0001, 0, 3.5, 3.5001], index),
  interestCoverage: pick([null, 2.5, 2.4999, -1], index >> 2),
  leverageRatio: pick([null, 4, 4.0001, -2, 1, 0], index >> 4),
  updatedAt: pick(INSTANTS, index),
}));

/** The database keeps microseconds, of which the graph shows none. */
const columnsOf = (loan: FilterLoan) => ({
  loan_id: loan.loanId,
  borrower: loan.borrower,
  borrower_group: loan.borrowerGroup,
  amount: loan.amount,
  rate: loan.rate,
  sector: loan.sector,
  maturity_date: loan.maturityDate,
  credit_rating: loan.creditRating,
  status: loan.status,
  country: loan.country,
  debt_to_equity: loan.debtToEquity,
  interest_coverage: loan.interestCoverage,
  leverage_ratio: loan.leverageRatio,
  updated_at: loan.updatedAt.replace('Z', '789Z'),
});

beforeAll(async () => {
  const { a, b } = await seedIdentity(database);
  portfolio = await addPortfolio(database, a.viewers.ADMIN);
  await addLoans(database, portfolio, LOANS.map(columnsOf));
  await addDefaultRates(
    database,
    a.tenantId,
    Object.entries(PDS).map(([grade, pd]) => [grade, String(pd), '0.4', '1']),
  );
  // What another tenant thinks of a grade is nothing to this one.
  await addDefaultRates(database, b.tenantId, [['CC', '0.5', '0.4', '1']]);
  caller = callerOf(database, a.viewers.ADMIN);
  ask = caller.ask;
});

async function expectSelection(filter: Filter): Promise<string[]> {
  const selected = (await walkForward(ask, { id: portfolio.id, filter }, 100)).flat().sort();
  const expected = LOANS.filter((loan) => selects(filter, loan, PDS)).map(({ loanId }) => loanId);
  expect(selected).toEqual(expected.sort());
  return selected;
}

const COLUMN_FILTERS: Filter[] = [
  { loanId: ['L0', 'x_2', 'X_2'] },
  { creditRating: ['AAA', 'CC'] },
  { sector: ['Retail'] },
  { status: ['WATCH_LIST', 'DEFAULTED'] },
  { country: ['UK'] },
  { borrower: ['Acme'] },
  { borrowerGroup: ['Group'] },
  { search: 'ACM' },
  { search: 'l1' },
  { amountFrom: '100' },
  { amountTo: '100.00' },
  { amountFrom: '250000.5', amountTo: '250000.50' },
  { rateFrom: '4.5' },
  { rateTo: '4.5000' },
  { maturityFrom: '2026-03-01' },
  { maturityTo: '2026-03-01' },
  { pdFrom: 0.01 },
  { pdTo: 0.01 },
  { pdFrom: 0.1, pdTo: 0.1 },
  { updatedFrom: INSTANTS[1]! },
  { updatedTo: INSTANTS[1]! },
  { updatedFrom: INSTANTS[2]!, updatedTo: INSTANTS[2]! },
  { unrated: true },
  { unrated: false },
  { inBreach: true },
  { inBreach: false },
];

describe('each alone, and the loans that it leaves', () => {
  test.each(COLUMN_FILTERS)('%j', async (filter) => {
    const selected = await expectSelection(filter);
    const others = await expectSelection({ not: filter });
    expect(selected.length).toBeGreaterThan(0);
    // With three-valued logic a loan without the value would be in neither.
    expect(selected.length + others.length).toBe(LOANS.length);
  });
});

describe('search takes signs of LIKE for what they are', () => {
  test.each(['%', '_', '\\', '50%', 'back\\s', "'", '%%', '\\%', ' '])('%j', (search) =>
    expectSelection({ search }));

  test('what nothing holds finds nothing', async () => {
    expect(await expectSelection({ search: 'l%1' })).toEqual([]);
  });
});

describe('no filter', () => {
  const NONE: Filter[] = [
    {},
    { loanId: [] },
    { creditRating: [], status: [], sector: [] },
    { loanId: null, search: null, amountFrom: null, unrated: null, inBreach: null },
    { pdFrom: null, and: null, or: null, not: null },
    { and: [], or: [] },
    { and: [{}], or: [{}, { sector: ['none'] }] },
    { search: '' },
  ];
  test.each(NONE)('%j', async (filter) => {
    expect(await expectSelection(filter)).toHaveLength(LOANS.length);
  });

  test('null itself', async () => {
    const pages = await walkForward(ask, { id: portfolio.id, filter: null }, 100);
    expect(pages.flat()).toHaveLength(LOANS.length);
  });

  test('not of nothing is nothing', async () => {
    expect(await expectSelection({ not: {} })).toEqual([]);
  });
});

test('unrated: no grade, or one that the tenant has no default rate for', async () => {
  const unrated = await expectSelection({ unrated: true });
  const grades = LOANS.filter(({ loanId }) => unrated.includes(loanId)).map(
    ({ creditRating }) => creditRating,
  );
  expect([...new Set(grades)].sort()).toEqual(['A-', 'CC', null].sort());
});

test('grades are understood in any case, and NR is the grade of no loan', async () => {
  const { numbers } = await loanPage(ask, { id: portfolio.id, filter: { creditRating: [' aaa '] } });
  expect(numbers).toEqual(
    (await loanPage(ask, { id: portfolio.id, filter: { creditRating: ['AAA'] } })).numbers,
  );
  expect((await loanPage(ask, { id: portfolio.id, filter: { creditRating: ['NR'] } })).numbers).toEqual([]);
});

test('everything that is given must hold, at any depth', async () => {
  const leaf = fc.constantFrom(...COLUMN_FILTERS, {}, { creditRating: [...CREDIT_RATINGS] });
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({ not: tie('filter') }),
      fc.tuple(leaf, fc.array(tie('filter'), { maxLength: 3 })).map(([own, and]) => ({ ...own, and })),
      fc.tuple(leaf, fc.array(tie('filter'), { maxLength: 3 })).map(([own, or]) => ({ ...own, or })),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(filter, async (any) => void (await expectSelection(any))),
    { numRuns: 60 },
  );
});

test('totalCount counts what the filter selects', async () => {
  const source = `query ($id: ID!, $filter: LoanFilter) {
    portfolio(id: $id) { loans(first: 1, filter: $filter) { totalCount } } }`;
  const { loans } = (await ask(source, { id: portfolio.id, filter: { sector: ['Energy'] } })).portfolio;
  expect(loans.totalCount).toBe((await expectSelection({ sector: ['Energy'] })).length);
});

describe('limits', () => {
  const refused = (filter: unknown) =>
    caller.refusal(
      `query ($id: ID!, $filter: LoanFilter) {
        portfolio(id: $id) { loans(filter: $filter) { nodes { id } totalCount } } }`,
      { id: portfolio.id, filter },
    );
  const nested = (depth: number): Filter =>
    depth === 1 ? { sector: ['Energy'] } : { not: nested(depth - 1) };

  test('nested 5 deep, no deeper', async () => {
    await expectSelection(nested(5));
    expect(await refused(nested(6))).toMatchObject({ code: 'BAD_USER_INPUT', places: ['filter'] });
  });

  test('500 entries in all lists together, no more', async () => {
    const half = Array.from({ length: 249 }, (_, index) => `none ${index}`);
    expect(await expectSelection({ loanId: half, or: [{ borrower: half }, {}] })).toEqual([]);
    expect(await refused({ loanId: half, or: [{ borrower: half }, {}, {}] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      places: ['filter'],
    });
  });

  test.each([
    ['amountFrom', '1e3'],
    ['rateTo', '4,5'],
    ['maturityTo', '2026-02-30'],
    ['creditRating', ['Baa1']],
    ['updatedFrom', 'yesterday'],
    ['status', ['Performing']],
  ])('%s: %j is no value', async (name, value) => {
    expect((await refused({ [name]: value })).message).toContain(`"filter.${name}`);
  });
});
