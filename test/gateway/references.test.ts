import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { seedPortfolios } from '../support/book.ts';
import { contextFor } from '../support/context.ts';
import { statementsDuring } from '../support/count-statements.ts';
import { useTestDatabase } from '../support/database.ts';
import { runGraph } from '../support/graph.ts';
import { seedIdentity, type TenantFixture } from '../support/identity-fixtures.ts';

const PAGE = `query ($first: Int) { portfolios(first: $first) { nodes {
  name owner { fullName } organization { name } loanCount totalExposure analytics { summary { totalLoans totalExposure } }
} } }`;

describe('a reference to a type of another subgraph', () => {
  const database = useTestDatabase();
  let a: TenantFixture;
  let b: TenantFixture;
  beforeAll(async () => {
    ({ a, b } = await seedIdentity(database));
    await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 60);
  });
  const ask = (document: string, variables?: Record<string, unknown>) =>
    runGraph(contextFor(database, a.viewers.PORTFOLIO_MANAGER), document, variables);
  const statements = async (document: string, variables?: Record<string, unknown>) =>
    (await statementsDuring(database.orm, () => ask(document, variables))).length;

  it('is answered by its owner', async () => {
    const { data, errors } = await ask(PAGE, { first: 1 });
    expect(errors).toEqual([]);
    expect(data.portfolios.nodes).toEqual([
      {
        name: 'Portfolio 0001',
        owner: { fullName: 'PORTFOLIO_MANAGER of a' },
        organization: { name: 'Desk a' },
        loanCount: 3,
        totalExposure: '6000.00',
        analytics: { summary: { totalLoans: 3, totalExposure: '6000.00' } },
      },
    ]);
  });

  it('costs as many statements for 50 portfolios as for one', async () => {
    const forOne = await statements(PAGE, { first: 1 });
    const forFifty = await statements(PAGE, { first: 50 });
    expect(forFifty).toBe(forOne);
    // The page with its totals, users, organisations, summaries.
    expect(forFifty).toBe(4);
  });

  it('costs nothing where only its key is asked for', async () => {
    expect(await statements('{ portfolios(first: 50) { nodes { owner { id __typename } } } }')).toBe(1);
    expect(
      await statements('{ portfolios { nodes { owner { ...key } } } } fragment key on User { id }'),
    ).toBe(1);
  });

  it('does not cross the wall of a tenant, not even for a portfolio that points over it', async () => {
    await database.query('update portfolios set owner_id = ? where name = ?', [
      b.viewers.ADMIN.userId,
      'Portfolio 0060',
    ]);
    const { data } = await runGraph(
      contextFor(database, a.viewers.ADMIN),
      '{ portfolios(search: "0060") { nodes { name owner { username } } } }',
    );
    expect(JSON.stringify(data)).not.toContain('b.admin');
  });
});

describe('node', () => {
  const database = useTestDatabase();
  let a: TenantFixture;
  let b: TenantFixture;
  let portfolioId: string;
  beforeAll(async () => {
    ({ a, b } = await seedIdentity(database));
    [portfolioId] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1)) as [string];
  });
  const NODE =
    'query ($id: ID!) { node(id: $id) { __typename id ... on Portfolio { name owner { fullName } } } }';

  it('finds a thing of any subgraph by its id', async () => {
    const context = () => contextFor(database, a.viewers.PORTFOLIO_MANAGER);
    const { data } = await runGraph(context(), NODE, { id: portfolioId });
    expect(data.node).toEqual({
      __typename: 'Portfolio',
      id: portfolioId,
      name: 'Portfolio 0001',
      owner: { fullName: 'PORTFOLIO_MANAGER of a' },
    });
    const user = await runGraph(context(), NODE, { id: a.ids.users.ADMIN });
    expect(user.data.node).toEqual({ __typename: 'User', id: a.ids.users.ADMIN });
  });

  it("answers someone else's thing as a missing one", async () => {
    const { data, errors } = await runGraph(contextFor(database, b.viewers.ADMIN), NODE, { id: portfolioId });
    expect({ data, errors }).toEqual({ data: { node: null }, errors: [] });
  });

  it('refuses what is no id, naming its place', async () => {
    const context = contextFor(database, a.viewers.ADMIN);
    const { errors } = await runGraph(context, '{ nodes(ids: ["garbage"]) { id } }');
    expect(errors[0]).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: ['ids', 0] }] });
  });

  it('finds no type that nobody owns, whatever an object answers to', async () => {
    const id = toGlobalId('constructor', 1);
    const { errors } = await runGraph(contextFor(database, a.viewers.ADMIN), NODE, { id });
    expect(errors[0]).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: ['id'] }] });
  });

  it('is refused to a stranger', async () => {
    const { data, errors } = await runGraph(contextFor(database, null), NODE, { id: portfolioId });
    expect(data).toEqual({ node: null });
    expect(errors[0]?.code).toBe('UNAUTHENTICATED');
  });
});
