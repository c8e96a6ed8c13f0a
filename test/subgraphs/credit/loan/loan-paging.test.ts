import fc from 'fast-check';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { callerOf } from '../ask.ts';
import { addLoans, addPortfolio, type LoanColumns, type Stored } from '../books.ts';
import { type Ask, loanPage, walkBackward, walkForward } from './walk.ts';

const database = useTestDatabase();
let tenant: TenantFixture;
let portfolio: Stored;
let ask: Ask;

const COLUMN_OF = {
  LOAN_ID: 'loan_id',
  BORROWER: 'borrower',
  AMOUNT: 'amount',
  RATE: 'rate',
  MATURITY_DATE: 'maturity_date',
  CREDIT_RATING: 'credit_rating',
  STATUS: 'status',
  CREATED_AT: 'created_at',
  UPDATED_AT: 'updated_at',
};
type Sort = keyof typeof COLUMN_OF;
const SORTS = Object.keys(COLUMN_OF) as Sort[];
const DIRECTIONS = ['ASC', 'DESC'] as const;
interface Order {
  by: Sort;
  direction: (typeof DIRECTIONS)[number];
}

/** Few different values, so that there are ties in every order, and loans without a grade. */
const LOANS: LoanColumns[] = Array.from({ length: 23 }, (_, index) => ({
  loan_id: `${['x', 'Ä', 'b', 'B', '_'][index % 5]}-${index}`,
  borrower: ['Zeta', 'acme', 'Ärzte 😀', "O'Neil \\ %_"][index % 4]!,
  amount: ['100.00', '0.01', '99999999.99'][index % 3]!,
  rate: ['0', '7.1234', '100'][(index * 2) % 3]!,
  maturity_date: ['2030-01-01', '1999-12-31'][index % 2]!,
  credit_rating: ['AAA', null, 'D', 'BB+'][(index * 3) % 4]!,
  status: ['PERFORMING', 'DEFAULTED', 'WATCH_LIST'][index % 3]!,
  created_at: `2026-01-0${(index % 4) + 1}T00:00:00.123456Z`,
  updated_at: `2026-01-01T00:00:00.00000${index % 6}Z`,
}));

beforeAll(async () => {
  tenant = (await seedIdentity(database)).a;
  const { PORTFOLIO_MANAGER: manager } = tenant.viewers;
  portfolio = await addPortfolio(database, manager);
  await addLoans(database, portfolio, LOANS);
  ({ ask } = callerOf(database, manager));
});

/** What the database says of the same order, in one go. */
async function inOrder(orders: Order[], key = portfolio.key): Promise<string[]> {
  const columns = orders.map(({ by, direction }) => `${COLUMN_OF[by]} ${direction} nulls last`);
  const rows = await database.query<{ loan_id: string }>(
    `select loan_id from loans where portfolio_id = ? order by ${columns.join(', ')}, id ${orders[0]!.direction}`,
    [key],
  );
  return rows.map(({ loan_id }) => loan_id);
}

const ONE_KEY = SORTS.flatMap((by) => DIRECTIONS.map((direction) => ({ by, direction })));

describe.each(ONE_KEY)('by $by $direction', (order) => {
  const variables = () => ({ id: portfolio.id, orderBy: [order] });

  test('the pages forwards hold each loan once, in order, nulls last', async () => {
    const pages = await walkForward(ask, variables(), 5);
    expect(pages.flat()).toEqual(await inOrder([order]));
    expect(pages.map((page) => page.length)).toEqual([5, 5, 5, 5, 3]);
  });

  test('the pages backwards are the same, cut from the end', async () => {
    const pages = await walkBackward(ask, variables(), 5);
    expect(pages.flat()).toEqual(await inOrder([order]));
    expect(pages.map((page) => page.length)).toEqual([3, 5, 5, 5, 5]);
  });
});

test('any order of several keys, with any size of page', async () => {
  const orders = fc.uniqueArray(
    fc.record({ by: fc.constantFrom(...SORTS), direction: fc.constantFrom(...DIRECTIONS) }),
    { minLength: 1, maxLength: 5, selector: ({ by }) => by },
  );
  await fc.assert(
    fc.asyncProperty(orders, fc.integer({ min: 1, max: 24 }), async (orderBy, size) => {
      const expected = await inOrder(orderBy);
      const variables = { id: portfolio.id, orderBy };
      expect((await walkForward(ask, variables, size)).flat()).toEqual(expected);
      expect((await walkBackward(ask, variables, size)).flat()).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('by loanId unless given, and a key that is named twice counts where it stands first', async () => {
  const byNumber = await inOrder([{ by: 'LOAN_ID', direction: 'ASC' }]);
  expect((await loanPage(ask, { id: portfolio.id, first: 100 })).numbers).toEqual(byNumber);
  expect((await loanPage(ask, { id: portfolio.id, orderBy: [] })).numbers).toEqual(byNumber.slice(0, 20));
  const twice = [{ by: 'LOAN_ID' }, { by: 'AMOUNT' }, { by: 'LOAN_ID', direction: 'DESC' }];
  expect((await walkForward(ask, { id: portfolio.id, orderBy: twice }, 7)).flat()).toEqual(byNumber);
});

test('the best grade comes first', async () => {
  const source = `query ($id: ID!) { portfolio(id: $id) {
    loans(first: 100, orderBy: { by: CREDIT_RATING }) { nodes { creditRating } } } }`;
  const { nodes } = (await ask(source, { id: portfolio.id })).portfolio.loans;
  const grades = nodes.map(({ creditRating }: { creditRating: string | null }) => creditRating);
  expect([...new Set(grades)]).toEqual(['AAA', 'BB+', 'D', null]);
});

test('every place of a page starts the next one', async () => {
  const orderBy = [{ by: 'CREDIT_RATING', direction: 'DESC' }];
  const whole = await loanPage(ask, { id: portfolio.id, orderBy, first: 100 });
  for (const [index, after] of whole.cursors.entries()) {
    const rest = await loanPage(ask, { id: portfolio.id, orderBy, first: 100, after });
    expect(rest.numbers).toEqual(whole.numbers.slice(index + 1));
    const start = await loanPage(ask, { id: portfolio.id, orderBy, last: 100, before: after });
    expect(start.numbers).toEqual(whole.numbers.slice(0, index));
  }
});

test('the longest cursor that a list makes is one that it takes', async () => {
  const book = await addPortfolio(database, tenant.viewers.PORTFOLIO_MANAGER, { name: 'Long' });
  const longest = { borrower: '😀'.repeat(255) };
  await addLoans(database, book, [longest, longest]);
  const orderBy = Array(5).fill({ by: 'BORROWER' });
  expect(await walkForward(ask, { id: book.id, orderBy }, 1)).toEqual([['L-001'], ['L-002']]);
});

test('an empty list has an empty page', async () => {
  const empty = await addPortfolio(database, tenant.viewers.PORTFOLIO_MANAGER, { name: 'Empty' });
  expect(await loanPage(ask, { id: empty.id, first: 5 })).toEqual({
    numbers: [],
    cursors: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  });
});

describe('while others write', () => {
  const orderBy = [{ by: 'AMOUNT', direction: 'DESC' }];

  test('no loan is seen twice or left out', async () => {
    const book = await addPortfolio(database, tenant.viewers.PORTFOLIO_MANAGER, { name: 'Busy' });
    const loans = Array.from({ length: 9 }, (_, index) => ({ amount: 100 - index }));
    const stored = await addLoans(database, book, loans);
    const first = await loanPage(ask, { id: book.id, orderBy, first: 3 });
    // One goes from the page that was read (the very row of the cursor), one comes before it, one after it.
    await database.query('delete from loans where id in (?, ?)', [stored[0]!.key, stored[2]!.key]);
    await addLoans(database, book, [
      { loan_id: 'before', amount: 99.5 },
      { loan_id: 'after', amount: 96.5 },
    ]);
    const rest = await loanPage(ask, { id: book.id, orderBy, first: 20, after: first.pageInfo.endCursor });
    expect(first.numbers).toEqual(['L-001', 'L-002', 'L-003']);
    expect(rest.numbers).toEqual(['L-004', 'after', 'L-005', 'L-006', 'L-007', 'L-008', 'L-009']);
  });
});
