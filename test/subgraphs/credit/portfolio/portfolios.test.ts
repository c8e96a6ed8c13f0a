import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import type { Answer } from '../../../support/run.ts';
import { callerOf } from '../ask.ts';
import { addLoans, addPortfolio, addSnapshot, type Stored } from '../books.ts';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
/** By name: whose they are, and where. */
const books: Record<string, Stored> = {};

beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  const add = async (
    name: string,
    owner: TenantFixture['viewers'][RoleName],
    columns = {},
    amounts = [1],
  ) => {
    books[name] = await addPortfolio(database, owner, { name, ...columns });
    const loans = await addLoans(
      database,
      books[name],
      amounts.map((amount) => ({ amount })),
    );
    if (loans[0]) await addSnapshot(database, loans[0], '2026-01-01', 'BBB');
  };
  await add('managed', a.viewers.PORTFOLIO_MANAGER, { description: '50% \\ of_it', currency: 'EUR' }, [5, 6]);
  await add('administered', a.viewers.ADMIN, { created_at: '2020-01-01', updated_at: '2030-01-01' }, [100]);
  await add('elsewhere', a.viewers.ADMIN, { organization_id: a.otherOrganizationId }, []);
  await add('managed elsewhere', a.viewers.PORTFOLIO_MANAGER, { organization_id: a.otherOrganizationId });
  await add('foreign', b.viewers.PORTFOLIO_MANAGER, {}, [1, 2, 3]);
});

const callerAs = (role: RoleName, tenant = a) => callerOf(database, tenant.viewers[role]);
const namesIn = (connection: Answer): string[] => connection.nodes.map(({ name }: { name: string }) => name);
const listed = async (role: RoleName, args = '(first: 100)', tenant = a) =>
  namesIn((await callerAs(role, tenant).ask(`{ portfolios${args} { nodes { name } } }`)).portfolios);

describe('who sees which portfolio', () => {
  const OWN_ORGANIZATION = ['administered', 'managed'];
  const TENANT = ['administered', 'elsewhere', 'managed', 'managed elsewhere'];
  const SEEN: [RoleName, string[]][] = [
    ['VIEWER', OWN_ORGANIZATION],
    ['ANALYST', OWN_ORGANIZATION],
    ['PORTFOLIO_MANAGER', ['managed', 'managed elsewhere']],
    ['ADMIN', TENANT],
    ['SUPER_ADMIN', [...TENANT, 'foreign'].sort()],
  ];

  test.each(SEEN)('%s in a list', async (role, names) => expect(await listed(role)).toEqual(names));

  test.each(SEEN)('%s by id, and its loans by theirs', async (role, names) => {
    const { ask } = callerAs(role);
    for (const [name, { id, key }] of Object.entries(books)) {
      const isSeen = names.includes(name);
      expect(Boolean((await ask('query ($id: ID!) { portfolio(id: $id) { name } }', { id })).portfolio)).toBe(
        isSeen,
      );
      const [loan] = await database.query<{ id: string }>(
        'select id::text as id from loans where portfolio_id = ?',
        [key],
      );
      if (!loan) continue;
      const found = await ask('query ($id: ID!) { loan(id: $id) { portfolio { name } } }', {
        id: toGlobalId('Loan', loan.id),
      });
      expect(found.loan).toEqual(isSeen ? { portfolio: { name } } : null);
    }
  });

  test('the total counts what is seen', async () => {
    const { portfolios } = await callerAs('VIEWER').ask('{ portfolios(first: 1) { totalCount } }');
    expect(portfolios.totalCount).toBe(2);
  });

  test('an alias beside a portfolio that is seen opens no door', async () => {
    const source = `query ($own: ID!, $other: ID!) {
      own: portfolio(id: $own) { name loans { totalCount } }
      other: portfolio(id: $other) { name loans { nodes { loanId } } borrowers { nodes { name } } }
    }`;
    const variables = { own: books.managed!.id, other: books.foreign!.id };
    expect(await callerAs('ADMIN').ask(source, variables)).toEqual({
      own: { name: 'managed', loans: { totalCount: 2 } },
      other: null,
    });
    const seen = await callerAs('ADMIN', b).ask(source, variables);
    expect(seen.own).toBeNull();
    expect(seen.other).toMatchObject({ name: 'foreign', borrowers: { nodes: [{ name: 'Acme' }] } });
  });

  test('nobody sees anything without signing in', async () => {
    const { refusal } = callerOf(database, null);
    for (const source of [
      '{ portfolios { totalCount } }',
      '{ portfolio(id: "x") { id } }',
      '{ loan(id: "x") { id } }',
    ])
      expect((await refusal(source)).code).toBe('UNAUTHENTICATED');
  });
});

describe('order', () => {
  const ORDERS: [string, string[]][] = [
    ['NAME', ['administered', 'elsewhere', 'managed', 'managed elsewhere']],
    ['TOTAL_EXPOSURE', ['elsewhere', 'managed elsewhere', 'managed', 'administered']],
    ['LOAN_COUNT', ['elsewhere', 'administered', 'managed elsewhere', 'managed']],
    ['CREATED_AT', ['administered', 'managed', 'elsewhere', 'managed elsewhere']],
    ['UPDATED_AT', ['managed', 'elsewhere', 'managed elsewhere', 'administered']],
  ];

  test.each(ORDERS)('by %s, either way', async (by, names) => {
    expect(await listed('ADMIN', `(orderBy: { by: ${by} })`)).toEqual(names);
    expect(await listed('ADMIN', `(orderBy: { by: ${by}, direction: DESC })`)).toEqual([...names].reverse());
  });

  test.each(ORDERS)('by %s, a page at a time', async (by, names) => {
    const source = `query ($after: String) {
      portfolios(first: 1, after: $after, orderBy: { by: ${by} }) { nodes { name } pageInfo { endCursor hasNextPage } } }`;
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { portfolios }: Answer = await callerAs('ADMIN').ask(source, { after });
      seen.push(...namesIn(portfolios));
      after = portfolios.pageInfo.endCursor;
      more = portfolios.pageInfo.hasNextPage;
    }
    expect(seen).toEqual(names);
  });
});

describe('search', () => {
  test.each([
    ['MANAGED', ['managed', 'managed elsewhere']],
    ['50%', ['managed']],
    ['\\ of_', ['managed']],
    ['%', ['managed']],
    ['', ['administered', 'elsewhere', 'managed', 'managed elsewhere']],
    ['nothing', []],
  ])('%j', async (search, names) => {
    const { portfolios } = await callerAs('ADMIN').ask(
      'query ($search: String) { portfolios(search: $search) { nodes { name } totalCount } }',
      { search },
    );
    expect(namesIn(portfolios)).toEqual(names);
    expect(portfolios.totalCount).toBe(names.length);
  });
});

test('what a portfolio says of itself', async () => {
  const { portfolio } = await callerAs('VIEWER').ask(
    `query ($id: ID!) { portfolio(id: $id) {
      id name description currency isActive version dataVersion owner { id } organization { id }
      loanCount totalExposure averageRating } }`,
    { id: books.managed!.id },
  );
  expect(portfolio).toEqual({
    id: books.managed!.id,
    name: 'managed',
    description: '50% \\ of_it',
    currency: 'EUR',
    isActive: true,
    version: 1,
    dataVersion: '1',
    owner: { id: a.ids.users.PORTFOLIO_MANAGER },
    organization: { id: a.ids.organization },
    loanCount: 2,
    totalExposure: '11.00',
    averageRating: null,
  });
});

test.each([
  '',
  'x',
  'UG9ydGZvbGlvOjA',
  'TG9hbjox',
  'UG9ydGZvbGlvOjE=',
  'UG9ydGZvbGlvOjEgb3IgMQ',
])('%j is no id of a portfolio', async (id) => {
  const error = await callerAs('ADMIN').refusal('query ($id: ID!) { portfolio(id: $id) { name } }', { id });
  expect(error).toMatchObject({ code: 'BAD_USER_INPUT', places: ['id'] });
});
