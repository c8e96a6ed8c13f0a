import { load } from '../../../../src/platform/graphql/context.ts';
import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { mayReadAccount } from '../../../../src/subgraphs/identity/user/account-access.ts';
import { userByIdLoader } from '../../../../src/subgraphs/identity/user/user.loaders.ts';
import { directory } from '../../../../src/subgraphs/identity/user/user-directory.ts';
import { contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, execute, refusal } from '../ask.ts';

const USERS = `query ($search: String, $first: Int, $after: String) {
  users(search: $search, first: $first, after: $after) {
    totalCount nodes { username } pageInfo { endCursor hasNextPage }
  }
}`;
const USER =
  'query ($id: ID!) { user(id: $id) { username email role isActive createdAt updatedAt lastLoginAt } }';
const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
});
const as = (role: RoleName) => contextFor(database, a.viewers[role]);
const names = async (role: RoleName, variables = {}) =>
  (await ask(as(role), USERS, variables)).users.nodes.map(({ username }: { username: string }) => username);

describe('users', () => {
  test('an ADMIN lists the tenant by username, a SUPER_ADMIN everyone', async () => {
    const ours = ['a.admin', 'a.analyst', 'a.portfolio_manager', 'a.super_admin', 'a.viewer'];
    expect(await names('ADMIN')).toEqual(ours);
    expect(await names('SUPER_ADMIN')).toHaveLength(10);
  });
  test('pages follow each other', async () => {
    const { users } = await ask(as('ADMIN'), USERS, { first: 3 });
    expect(users).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
    expect(await names('ADMIN', { first: 3, after: users.pageInfo.endCursor })).toEqual([
      'a.super_admin',
      'a.viewer',
    ]);
  });
  test('search looks into username, e-mail and full name, in any case, and takes signs literally', async () => {
    expect(await names('ADMIN', { search: 'A.VIEWER@' })).toEqual(['a.viewer']);
    expect(await names('ADMIN', { search: 'analyst of' })).toEqual(['a.analyst']);
    expect(await names('ADMIN', { search: '%' })).toEqual([]);
    expect(await names('ADMIN', { search: 'b.' })).toEqual([]);
  });
  test.each(['x'.repeat(255), 'a\0'])('search cannot be %j', async (search) =>
    expect(
      await refusal(as('ADMIN'), 'query ($s: String) { users(search: $s) { totalCount } }', { s: search }),
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      paths: ['search'],
    }));
});

describe('user', () => {
  const user = async (role: RoleName, id: string) => (await ask(as(role), USER, { id })).user;
  test('oneself, and for an administrator the tenant', async () => {
    expect(await user('VIEWER', a.ids.users.VIEWER)).toMatchObject({ email: 'a.viewer@example.test' });
    expect(await user('ADMIN', a.ids.users.VIEWER)).toMatchObject({ role: 'VIEWER' });
    expect(await user('SUPER_ADMIN', b.ids.users.VIEWER)).toMatchObject({ role: 'VIEWER' });
  });
  test('else null, as for nobody', async () => {
    expect(await user('VIEWER', a.ids.users.ADMIN)).toBeNull();
    expect(await user('ADMIN', b.ids.users.VIEWER)).toBeNull();
  });
  test('a malformed id is named', async () =>
    expect(await refusal(as('ADMIN'), USER, { id: a.ids.tenant })).toMatchObject({
      code: 'BAD_USER_INPUT',
      paths: ['id'],
    }));
});

describe('as a reference', () => {
  const ENTITY = `query ($id: ID!, $private: Boolean!) {
    _entities(representations: [{ __typename: "User", id: $id }]) {
      ... on User {
        username fullName organization { name }
        ... @include(if: $private) { email }
      }
    }
  }`;
  const find = (role: RoleName, id: string, isPrivate: boolean) =>
    execute(as(role), ENTITY, { id, private: isPrivate });

  test('the name of anyone of the tenant shows, nobody else', async () => {
    const { data } = await find('VIEWER', a.ids.users.ADMIN, false);
    expect(data._entities).toEqual([
      { username: 'a.admin', fullName: 'ADMIN of a', organization: { name: 'Desk a' } },
    ]);
    expect((await find('ADMIN', b.ids.users.ADMIN, false)).data._entities).toEqual([null]);
    expect((await find('SUPER_ADMIN', b.ids.users.ADMIN, true)).errors).toBeUndefined();
  });
  test.each([
    'email',
    'role',
    'isActive',
    'createdAt',
    'updatedAt',
    'lastLoginAt',
  ])('%s is private', async (field) => {
    const source = ENTITY.replace('email', field);
    const variables = { id: a.ids.users.ADMIN, private: true };
    const { errors } = await execute(as('ANALYST'), source, variables);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    expect((await execute(as('ADMIN'), source, variables)).errors).toBeUndefined();
  });
  test('many are found in one statement; what is no id is nobody', async () => {
    const context = as('VIEWER');
    const ids = [...Object.values(a.ids.users), b.ids.users.VIEWER, a.ids.tenant, 'x'];
    const statements = await statementsDuring(database.orm, async () => {
      const rows = await Promise.all(ids.map((id) => load(context, userByIdLoader, id)));
      expect(rows.map((row) => row?.username?.[0] ?? null)).toEqual([
        ...Array(5).fill('a'),
        null,
        null,
        null,
      ]);
    });
    expect(statements).toHaveLength(1);
  });
});

test('an account is read by oneself and by administrators within the wall', () => {
  const account = { key: a.viewers.VIEWER.userId, tenantKey: a.tenantId };
  const readers = [...Object.values(a.viewers), ...Object.values(b.viewers)].filter((viewer) =>
    mayReadAccount(viewer, account),
  );
  expect(readers.map(({ username }) => username)).toEqual([
    'a.viewer',
    'a.admin',
    'a.super_admin',
    'b.super_admin',
  ]);
});

test('the directory finds users of the own tenant for other domains', async () => {
  expect(await directory.findUser(a.ids.users.ANALYST, as('VIEWER'))).toEqual({
    key: a.viewers.ANALYST.userId,
    tenantKey: a.tenantId,
    role: 'ANALYST',
    isActive: true,
  });
  expect(await directory.findUser(b.ids.users.ANALYST, as('ADMIN'))).toBeNull();
});

test('me is the viewer', async () => {
  const { me } = await ask(as('ANALYST'), '{ me { id username role organization { tenant { id } } } }');
  expect(me).toEqual({
    id: a.ids.users.ANALYST,
    username: 'a.analyst',
    role: 'ANALYST',
    organization: { tenant: { id: a.ids.tenant } },
  });
});
