import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { ask } from '../ask.ts';
import { addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';
import { metric } from '../metric.ts';

const db = useTestDatabase();
let lender: Lender;
let book: string;

/** L-1 … L-6: how many covenants each breaks is in its amount's cents. */
const LOANS: LoanRow[] = [
  { amount: '500.01', leverage_ratio: '5' },
  { amount: '900.00', leverage_ratio: '4', debt_to_equity: '3.5', interest_coverage: '2.5' },
  { amount: '700.03', leverage_ratio: '-1', debt_to_equity: '4.2', interest_coverage: '2', borrower: 'Bolt' },
  { amount: '500.01', debt_to_equity: '7' },
  { amount: '600.02', debt_to_equity: '7', interest_coverage: '-0.5' },
  { amount: '100.00' },
];
beforeAll(async () => {
  lender = await addLender(db, 'north');
  book = await addPortfolio(db, lender, LOANS);
});

interface Page {
  edges: { cursor: string; node: { loanId: string } }[];
  nodes: { loanId: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean };
  totalCount: number;
}

const list = async (keys: string[], args: string, fields: string, options = {}) => {
  const field = `covenants { breachedLoans${args ? `(${args})` : ''} { ${fields} } }`;
  const { numbers, errors } = await metric(db, lender, keys, field, options);
  return { page: numbers?.covenants.breachedLoans as Page, errors };
};
const numbersOf = async (args = '', keys = [book], options = {}) => {
  const { page, errors } = await list(keys, args, 'nodes { loanId } totalCount', options);
  expect(errors).toEqual([]);
  expect(page.totalCount).toBe(page.nodes.length);
  return page.nodes.map(({ loanId }) => loanId);
};

test('the loans in breach: largest first, ties by loanId', async () => {
  expect(await numbersOf()).toEqual(['L-3', 'L-5', 'L-1', 'L-4']);
});

test('each with its values and its breaches', async () => {
  // (4 − −1): negative, so −1. (3.5 − 4.2) / 3.5 = −.2; (2 − 2.5) / 2.5 = −.2.
  const fields = 'nodes { loanId borrower exposure loan { id } breaches { covenant value limit headroom } }';
  const { page } = await list([book], 'first: 1', fields);
  const [{ id }] = (await db.query<{ id: string }>(
    "select id::text from loans where portfolio_id = ? and loan_id = 'L-3'",
    [book],
  )) as [{ id: string }];
  expect(page.nodes).toEqual([
    {
      loanId: 'L-3',
      borrower: 'Bolt',
      exposure: '700.03',
      loan: { id: toGlobalId('Loan', id) },
      breaches: [
        { covenant: 'DEBT_TO_EQUITY', value: '4.2000', limit: '3.5000', headroom: -0.2 },
        { covenant: 'INTEREST_COVERAGE', value: '2.0000', limit: '2.5000', headroom: -0.2 },
        { covenant: 'LEVERAGE', value: '-1.0000', limit: '4.0000', headroom: -1 },
      ],
    },
  ]);
});

test('of some covenants; an empty list is any', async () => {
  expect(await numbersOf('covenant: [LEVERAGE]')).toEqual(['L-3', 'L-1']);
  expect(await numbersOf('covenant: [INTEREST_COVERAGE, LEVERAGE, LEVERAGE]')).toEqual(['L-3', 'L-5', 'L-1']);
  expect(await numbersOf('covenant: []')).toEqual(await numbersOf());
  expect(await numbersOf('covenant: null, minBreaches: null')).toEqual(await numbersOf());
});

test('with at least so many breaches, of whichever covenants', async () => {
  expect(await numbersOf('minBreaches: 2')).toEqual(['L-3', 'L-5']);
  expect(await numbersOf('minBreaches: 3')).toEqual(['L-3']);
  expect(await numbersOf('minBreaches: 2, covenant: [DEBT_TO_EQUITY]')).toEqual(['L-3', 'L-5']);
});

test('at the thresholds of the covenants they belong to', async () => {
  const field = `covenants(thresholds: { maxDebtToEquity: 7, minInterestCoverage: -1 }) {
    breachedLoans { nodes { loanId breaches { covenant limit } } } }`;
  const { numbers } = await metric(db, lender, [book], field);
  const leverage = { covenant: 'LEVERAGE', limit: '4.0000' };
  expect(numbers.covenants.breachedLoans.nodes).toEqual([
    { loanId: 'L-3', breaches: [leverage] },
    { loanId: 'L-1', breaches: [leverage] },
  ]);
});

describe('page by page', () => {
  test('every loan once, in order', async () => {
    const seen: string[] = [];
    let after = '';
    for (let more = true; more; ) {
      const { page } = await list(
        [book],
        `first: 1${after && `, after: "${after}"`}`,
        'edges { cursor node { loanId } } pageInfo { hasNextPage hasPreviousPage }',
      );
      const [edge] = page.edges as [Page['edges'][number]];
      expect(page.pageInfo.hasPreviousPage).toBe(after !== '');
      seen.push(edge.node.loanId);
      after = edge.cursor;
      more = page.pageInfo.hasNextPage;
    }
    expect(seen).toEqual(['L-3', 'L-5', 'L-1', 'L-4']);
  });
  test('loans of one amount and number in several portfolios, one of them added by a scenario', async () => {
    const twin = { amount: '5', leverage_ratio: '9' };
    const keys = [await addPortfolio(db, lender), await addPortfolio(db, lender, [twin])];
    keys.push(await addPortfolio(db, lender, [twin]));
    const input = { loanId: 'L-9', amount: '5', leverageRatio: '9', ...ADDED };
    const scenario = [{ addLoan: input }];
    const { page } = await list(keys, '', 'edges { cursor node { loanId } }', { scenario });
    expect(page.edges.map(({ node }) => node.loanId)).toEqual(['L-1', 'L-1', 'L-9']);
    for (const [index, { cursor }] of page.edges.entries()) {
      const next = await list(keys, `after: "${cursor}"`, 'nodes { loanId } totalCount', { scenario });
      expect(next.page).toEqual({
        nodes: page.edges.slice(index + 1).map(({ node }) => node),
        totalCount: 3,
      });
    }
  });
});

const ADDED = {
  borrower: 'New',
  rate: '5',
  sector: 'Retail',
  maturityDate: '2030-01-01',
  status: 'PERFORMING',
};

describe('a scenario', () => {
  test('may add a loan in breach: it is listed, and no loan is stored', async () => {
    const scenario = [{ addLoan: { loanId: 'N-1', amount: '650', debtToEquity: '-2', ...ADDED } }];
    const { page } = await list([book], 'first: 2', 'nodes { loanId exposure loan { id } }', { scenario });
    expect(page.nodes).toMatchObject([
      { loanId: 'L-3', loan: { id: expect.any(String) } },
      { loanId: 'N-1', exposure: '650.00', loan: null },
    ]);
  });
  test('shows the amount as changed beside the loan as stored', async () => {
    const scenario = [{ changeLoan: { loanId: 'L-1', amount: '10000' } }];
    const { page } = await list([book], 'first: 1', 'nodes { exposure loan { amount } }', { scenario });
    expect(page.nodes).toEqual([{ exposure: '10000.00', loan: { amount: '500.01' } }]);
  });
});

test('of a union of portfolios, a filter selects; of no portfolio, or without a breach, there is none', async () => {
  const other = await addPortfolio(db, lender, [{ amount: '600.03', leverage_ratio: '5', sector: 'Energy' }]);
  expect(await numbersOf('', [book, other])).toEqual(['L-3', 'L-1', 'L-5', 'L-1', 'L-4']);
  expect(await numbersOf('', [book, other], { filter: { sector: ['Energy'] } })).toEqual(['L-1']);
  expect(await numbersOf('', [])).toEqual([]);
  expect(await numbersOf('', [await addPortfolio(db, lender, [{ leverage_ratio: '4' }])])).toEqual([]);
});

test.each([
  ['minBreaches: 0', 'minBreaches', '0 is not from 1 to 3.'],
  ['minBreaches: 4', 'minBreaches', '4 is not from 1 to 3.'],
  ['first: 0', 'first', '0 is not from 1 to 100.'],
  ['first: 101', 'first', '101 is not from 1 to 100.'],
  ['after: "x"', 'after', 'This is not a cursor of this list in this order.'],
])('%s is refused', async (args, path, message) => {
  const { errors } = await list([book], args, 'totalCount');
  expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', issues: [{ path: [path], message }] });
});

describe('what it costs', () => {
  const statementsFor = (fields: string) =>
    statementsDuring(db.orm, () => metric(db, lender, [book], fields));

  test('nothing unless asked for, a statement for the page, one for the count, one for the loans', async () => {
    const base = (await statementsFor('asOf covenants { __typename }')).length;
    expect(await statementsFor('covenants { totalBreaches untested { count } }')).toHaveLength(base + 1);
    const page = 'breachedLoans { nodes { loanId } edges { cursor } }';
    expect(await statementsFor(`covenants { ${page} }`)).toHaveLength(base + 1);
    expect(await statementsFor(`covenants { ${page} totalBreaches }`)).toHaveLength(base + 2);
    const counted = `${page} counted: breachedLoans { totalCount }`;
    expect(await statementsFor(`covenants { ${counted} }`)).toHaveLength(base + 2);
    const stored = 'covenants { breachedLoans { nodes { loan { id } } } }';
    expect(await statementsFor(stored)).toHaveLength(base + 2);
  });
  test('the same for 50 portfolios', async () => {
    const many = await addLender(db, 'many');
    for (let n = 0; n < 50; n++) await addPortfolio(db, many, LOANS.slice(2, 4));
    const fields = 'analytics { covenants { breachedLoans { totalCount nodes { loanId loan { id } } } } }';
    const statementsOf = (first: number) =>
      statementsDuring(db.orm, async () => {
        const { data, errors } = await ask(
          db,
          many,
          `{ portfolios(first: ${first}) { nodes { ${fields} } } }`,
        );
        expect(errors).toEqual([]);
        expect(data.portfolios.nodes[first - 1].analytics.covenants.breachedLoans.totalCount).toBe(2);
      });
    expect(await statementsOf(50)).toHaveLength((await statementsOf(2)).length);
  });
});

test("someone else's loans are not in it", async () => {
  const south = await addLender(db, 'south');
  const { numbers } = await metric(db, south, [], 'covenants { breachedLoans { totalCount } }');
  expect(numbers.covenants.breachedLoans.totalCount).toBe(0);
  const { data } = await ask(db, south, '{ analytics { covenants { breachedLoans { nodes { loanId } } } } }');
  expect(data.analytics.covenants.breachedLoans.nodes).toEqual([]);
});
