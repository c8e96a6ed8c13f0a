import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import type { Answer } from '../../../support/run.ts';
import { callerOf } from '../ask.ts';
import { addLoans, addPortfolio, type Stored } from '../books.ts';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
let portfolio: Stored;
let caller: ReturnType<typeof callerOf>;

const ODD_NAMES = ['1:2:x', ' ', 'Ärzte 😀 & Söhne', 'a\\b%_\'"', '{"x":1}', 'x'.repeat(255)];

beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  portfolio = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
  await addLoans(database, portfolio, [
    { borrower: 'Acme', borrower_group: 'Group', amount: '300', rate: '4', credit_rating: 'AAA' },
    {
      borrower: 'Acme',
      borrower_group: 'Group',
      amount: '100',
      rate: '8',
      credit_rating: 'BB',
      status: 'DEFAULTED',
    },
    { borrower: 'Acme', borrower_group: 'Group', amount: '200', rate: '5.5', sector: 'Energy' },
    { borrower: 'acme', amount: '400', rate: '0', status: 'WATCH_LIST' },
    { borrower: 'Beta 50%', amount: '1000', rate: '3.3333', credit_rating: 'D' },
  ]);
  const other = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER, { name: 'Other' });
  await addLoans(database, other, [{ borrower: 'Acme', amount: '7' }]);
  caller = callerOf(database, a.viewers.VIEWER);
});

const BORROWER = `id name group loanCount exposure share weightedAverageRate averageRating performingCount`;
const byName = async (name: string, selection = BORROWER) =>
  (
    await caller.ask(
      `query ($id: ID!, $name: String!) { portfolio(id: $id) { borrower(name: $name) { ${selection} } } }`,
      {
        id: portfolio.id,
        name,
      },
    )
  ).portfolio.borrower;
const listed = async (args: string, selection = 'name'): Promise<Answer[]> =>
  (
    await caller.ask(
      `query ($id: ID!) { portfolio(id: $id) { borrowers${args} { nodes { ${selection} } } } }`,
      {
        id: portfolio.id,
      },
    )
  ).portfolio.borrowers.nodes;
const namesIn = async (args: string) => (await listed(args)).map(({ name }) => name);

describe('figures', () => {
  test('sums over its loans of this portfolio alone', async () => {
    expect(await byName('Acme')).toEqual({
      id: toGlobalId('Borrower', `${portfolio.key}:Acme`),
      name: 'Acme',
      group: 'Group',
      loanCount: 3,
      exposure: '600.00',
      share: 0.3,
      // (300·4 + 100·8 + 200·5.5) / 600 = 3100 / 600
      weightedAverageRate: '5.1667',
      // (300·1 + 100·1350) / 400 = 338.25: nearest to 360, which is BBB; the loan without a grade does not count
      averageRating: 'BBB',
      performingCount: 2,
    });
  });

  test('a borrower without a graded or performing loan', async () => {
    expect(await byName('acme')).toMatchObject({
      ...{ group: null, loanCount: 1, share: 0.2, weightedAverageRate: '0.0000' },
      ...{ averageRating: null, performingCount: 0 },
    });
  });

  test('a name of nobody', async () => {
    for (const name of ['Nobody', '', 'ACME', 'Acme ']) expect(await byName(name)).toBeNull();
  });

  test('the shares of all sum to 1', async () => {
    const shares = (await listed('', 'share')).map(({ share }) => share);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});

describe('list', () => {
  const FIGURES = {
    NAME: {},
    EXPOSURE: { acme: 400, Acme: 600, 'Beta 50%': 1000 },
    LOAN_COUNT: { acme: 1, 'Beta 50%': 1, Acme: 3 },
  } as Record<string, Record<string, number>>;

  /** Names stand in the order of the database's collation, whichever that is; ties are by name. */
  async function inOrder(by: string, direction: string): Promise<string[]> {
    const sorted = await database.query<{ name: string }>(
      "select name from unnest(array['Acme', 'acme', 'Beta 50%']) name order by name",
    );
    const names = sorted.map(({ name }) => name);
    if (by === 'NAME') return direction === 'DESC' ? names.reverse() : names;
    const sign = direction === 'DESC' ? -1 : 1;
    const figure = (name: string) => (FIGURES[by]?.[name] ?? 0) * sign;
    return names.toSorted((left, right) => figure(left) - figure(right));
  }

  const ORDERS = Object.keys(FIGURES).flatMap((by) => ['ASC', 'DESC'].map((direction) => [by, direction]));
  test.each(ORDERS as [string, string][])('by %s %s, a page at a time', async (by, direction) => {
    const source = `query ($id: ID!, $after: String) { portfolio(id: $id) {
      borrowers(first: 1, after: $after, orderBy: { by: ${by}, direction: ${direction} }) {
        nodes { name } pageInfo { hasNextPage endCursor } totalCount } } }`;
    const walked: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { borrowers }: Answer = (await caller.ask(source, { id: portfolio.id, after })).portfolio;
      walked.push(borrowers.nodes[0].name);
      ({ hasNextPage: more, endCursor: after } = borrowers.pageInfo);
      expect(borrowers.totalCount).toBe(3);
    }
    expect(walked).toEqual(await inOrder(by, direction));
  });

  test('by name unless given', async () => {
    expect(await namesIn('')).toEqual(await inOrder('NAME', 'ASC'));
  });

  test.each([
    ['(search: "ACME")', ['Acme', 'acme']],
    ['(search: "0%")', ['Beta 50%']],
    ['(search: "%")', ['Beta 50%']],
    ['(search: "_")', []],
    ['(search: "")', ['Acme', 'Beta 50%', 'acme']],
    ['(filter: { sector: ["Energy"] })', ['Acme']],
    ['(filter: { unrated: true }, search: "acme")', ['Acme', 'acme']],
    ['(filter: { status: [WATCH_LIST, DEFAULTED] })', ['Acme', 'acme']],
    ['(filter: { country: ["UK"] })', []],
    ['(filter: { not: { country: ["UK"] } })', ['Acme', 'Beta 50%', 'acme']],
  ])('%s', async (args, names) => expect((await namesIn(args)).sort()).toEqual([...names].sort()));

  test('figures are over all loans of a borrower, whatever the filter selects', async () => {
    expect(await listed('(filter: { sector: ["Energy"] })', 'loanCount exposure share')).toEqual([
      { loanCount: 3, exposure: '600.00', share: 0.3 },
    ]);
  });

  test('a bad filter or page is told once, by its place', async () => {
    const source = (args: string) =>
      `query ($id: ID!) { portfolio(id: $id) { borrowers${args} { nodes { name } totalCount } } }`;
    const id = portfolio.id;
    expect((await caller.refusal(source('(first: 0)'), { id })).places).toEqual(['first']);
    expect((await caller.refusal(source('(after: "x")'), { id })).places).toEqual(['after']);
    const deep = '(filter: { not: { not: { not: { not: { not: { search: "x" } } } } } })';
    expect((await caller.refusal(source(deep), { id })).places).toEqual(['filter']);
  });
});

describe('loans', () => {
  test('its own, by number, a page at a time', async () => {
    const loans =
      'loans(first: 2) { nodes { loanId borrower } totalCount pageInfo { hasNextPage endCursor } }';
    const first = (await byName('Acme', loans)).loans;
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const rest = await byName(
      'Acme',
      `loans(after: "${first.pageInfo.endCursor}") { nodes { loanId borrower } }`,
    );
    expect([...first.nodes, ...rest.loans.nodes]).toEqual(
      ['L-001', 'L-002', 'L-003'].map((loanId) => ({ loanId, borrower: 'Acme' })),
    );
  });

  test('and its portfolio', async () => {
    expect(await byName('Acme', 'portfolio { id name }')).toEqual({
      portfolio: { id: portfolio.id, name: 'Book' },
    });
  });
});

describe('names of any kind', () => {
  let odd: Stored;

  beforeAll(async () => {
    odd = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER, { name: 'Odd' });
    await addLoans(
      database,
      odd,
      ODD_NAMES.map((borrower) => ({ borrower })),
    );
  });

  test.each(ODD_NAMES)('%j comes back by name and by id', async (name) => {
    const source = `query ($id: ID!, $name: String!) {
      portfolio(id: $id) { borrower(name: $name) { id name loans { nodes { borrower } } } } }`;
    const { borrower } = (await caller.ask(source, { id: odd.id, name })).portfolio;
    expect(borrower).toMatchObject({ name, loans: { nodes: [{ borrower: name }] } });
    const found = await caller.ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Borrower { name exposure } } }`,
      { of: [{ __typename: 'Borrower', id: borrower.id }] },
    );
    expect(found._entities).toEqual([{ name, exposure: '100.00' }]);
  });
});

test("another tenant's borrower is nobody", async () => {
  const stranger = callerOf(database, b.viewers.ADMIN);
  const of = [{ __typename: 'Borrower', id: toGlobalId('Borrower', `${portfolio.key}:Acme`) }];
  const source = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Borrower { name } } }';
  expect((await stranger.ask(source, { of }))._entities).toEqual([null]);
});
