import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import { seedPortfolios } from '../../support/book.ts';
import { statementsDuring } from '../../support/count-statements.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { tokenOf } from '../subscriptions/serve.ts';
import { asRouter, entities, useSubgraphs } from './as-router.ts';

const database = useTestDatabase();
const credit = useSubgraphs(database, ['credit']);
const identity = useSubgraphs(database, ['identity']);
let a: TenantFixture;
let b: TenantFixture;
let ours: string[];
let theirs: string;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  ours = await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 30);
  [theirs] = (await seedPortfolios(database, b.viewers.PORTFOLIO_MANAGER, 1)) as [string];
});

const portfolio = (id: unknown) => ({ __typename: 'Portfolio', id });
const authorization = () => `Bearer ${tokenOf(a.viewers.PORTFOLIO_MANAGER)}`;
const find = (representations: unknown[], headers?: Record<string, string>) =>
  asRouter(
    credit,
    entities('... on Portfolio { name loanCount }'),
    { representations },
    headers ?? { authorization: authorization() },
  );

describe('what a router asks of entities', () => {
  it('is answered in the order of the representations', async () => {
    const { body } = await find([portfolio(ours[1]), portfolio(ours[0])]);
    expect(body).toEqual({
      data: {
        _entities: [
          { __typename: 'Portfolio', name: 'Portfolio 0002', loanCount: 3 },
          { __typename: 'Portfolio', name: 'Portfolio 0001', loanCount: 3 },
        ],
      },
    });
  });

  it("answers someone else's thing as a missing one", async () => {
    const missing = toGlobalId('Portfolio', 999_999);
    const { body } = await find([portfolio(theirs), portfolio(missing), portfolio(ours[0])]);
    expect(body.errors).toBeUndefined();
    expect(body.data._entities).toMatchObject([null, null, { name: 'Portfolio 0001' }]);
  });

  it('keeps the rules of fields: a colleague has a name, and the rest is for administrators', async () => {
    const users = [a.ids.users.VIEWER, a.ids.users.PORTFOLIO_MANAGER, b.ids.users.VIEWER];
    const representations = users.map((id) => ({ __typename: 'User', id }));
    const selection = entities('... on User { fullName lastLoginAt }');
    const { body } = await asRouter(
      identity,
      selection,
      { representations },
      { authorization: authorization() },
    );
    expect(body.errors).toMatchObject([
      { path: ['_entities', 0, 'lastLoginAt'], extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(body.data._entities).toEqual([
      { __typename: 'User', fullName: 'VIEWER of a', lastLoginAt: null },
      { __typename: 'User', fullName: 'PORTFOLIO_MANAGER of a', lastLoginAt: null },
      null,
    ]);
  });

  it('needs somebody who is signed in, and does not ask the database for anyone else', async () => {
    for (const headers of [{}, { authorization: 'Bearer nobody' }] as Record<string, string>[]) {
      const statements = await statementsDuring(database.orm, async () => {
        const { body } = await find([portfolio(ours[0])], headers);
        expect(body.data).toBeNull();
        expect(body.errors).toMatchObject([{ path: ['_entities'], extensions: { code: 'UNAUTHENTICATED' } }]);
      });
      expect(statements).toEqual([]);
    }
  });

  it('finds nothing by what is no id', async () => {
    const strange: unknown[] = [
      '',
      'garbage',
      7,
      null,
      true,
      [],
      {},
      { toString: 1 },
      theirs.repeat(1_000),
      a.ids.tenant,
    ];
    const { body } = await find([...strange.map(portfolio), { __typename: 'Portfolio' }]);
    expect(body.errors).toBeUndefined();
    expect(body.data._entities).toEqual(Array(11).fill(null));
  });

  it('refuses what represents nothing that is found here, naming every place', async () => {
    const stub = { __typename: 'User', id: a.ids.users.ADMIN };
    const strange = [
      stub,
      3,
      'Portfolio',
      [],
      {},
      { __typename: 1 },
      { __typename: 'constructor' },
      { __typename: 'Query' },
    ];
    const { body } = await find([portfolio(ours[0]), ...strange]);
    const [error] = body.errors;
    expect(error.extensions.code).toBe('BAD_USER_INPUT');
    expect(error.extensions.issues.map(({ path }: { path: unknown }) => path)).toEqual(
      strange.map((_, index) => ['representations', index + 1]),
    );
  });

  it('costs as many statements for thirty as for one', async () => {
    const count = async (ids: string[]) => {
      const statements = await statementsDuring(database.orm, async () => {
        const { body } = await find(ids.map(portfolio));
        expect(body.data._entities).toHaveLength(ids.length);
      });
      return statements.length;
    };
    const forOne = await count(ours.slice(0, 1));
    expect(forOne).toBeGreaterThan(0);
    expect(await count(ours)).toBe(forOne);
  });

  it('takes as many as a request may have objects, and no more', async () => {
    const many = (count: number) => Array.from({ length: count }, () => portfolio(ours[0]));
    const answered = await find(many(9_000));
    expect(answered.body.errors).toBeUndefined();
    expect(answered.body.data._entities).toHaveLength(9_000);
    expect((await find(many(10_001))).body.errors).toMatchObject([{ extensions: { code: 'COST_EXCEEDED' } }]);
  });
});
