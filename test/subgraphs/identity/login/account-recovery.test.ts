import { jest } from '@jest/globals';
import bcrypt from 'bcrypt';
import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { isPassword } from '../../../../src/subgraphs/identity/login/password.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, refusal, refusalWithoutTrace } from '../ask.ts';

const RESET = `mutation ($id: ID!, $password: String!) { resetPassword(userId: $id, newPassword: $password) { id } }`;
const UNLOCK = `mutation ($id: ID!) { unlockUser(id: $id) { id } }`;
const LOGIN = `mutation ($password: String!) {
  login(input: { usernameOrEmail: "a.viewer", password: $password }) { expiresIn }
}`;
const NEW = 'Another-horse-2';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
});
const as = (role: RoleName) => contextFor(database, a.viewers[role]);
const lock = async () => {
  for (let attempt = 0; attempt < 5; attempt++) {
    await database.query(
      "insert into login_failures (user_id, ip_address, at) values (?, '192.0.2.1', '2026-03-01 12:00Z')",
      [a.viewers.VIEWER.userId],
    );
  }
};

test('resetPassword gives a new one, ends every session and lifts the lock', async () => {
  await lock();
  const entries = await entriesOf(database, () =>
    ask(as('ADMIN'), RESET, { id: a.ids.users.VIEWER, password: NEW }),
  );
  expect(entries).toEqual([expect.objectContaining({ action: 'UPDATE', entityId: a.ids.users.VIEWER })]);
  expect(entries[0]?.changes).toMatchObject({ passwordHash: { from: '(hidden)', to: '(hidden)' } });
  const sessions = await database.query('select from sessions where user_id = ? and ended_at is null', [
    a.viewers.VIEWER.userId,
  ]);
  expect(sessions).toEqual([]);
  await ask(contextFor(database, null), LOGIN, { password: NEW });
});

test('unlockUser forgets the failures, and says how many', async () => {
  await lock();
  const entries = await entriesOf(database, () => ask(as('ADMIN'), UNLOCK, { id: a.ids.users.VIEWER }));
  expect(entries).toEqual([
    expect.objectContaining({
      action: 'UPDATE',
      entityId: a.ids.users.VIEWER,
      changes: { loginFailures: { from: 5, to: 0 } },
    }),
  ]);
  await ask(contextFor(database, null), LOGIN, { password: NEW });
});

describe.each([
  ['resetPassword', RESET, 'userId'],
  ['unlockUser', UNLOCK, 'id'],
])('%s', (_, mutation, path) => {
  const refused = (role: RoleName, id: string) =>
    refusalWithoutTrace(database, as(role), mutation, mutation === RESET ? { id, password: NEW } : { id });

  test.each(['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER'] as const)('is not for %s', async (role) =>
    expect(await refused(role, a.ids.users.VIEWER)).toMatchObject({ code: 'FORBIDDEN' }));
  test('an ADMIN finds nobody of another tenant', async () =>
    expect(await refused('ADMIN', b.ids.users.VIEWER)).toMatchObject({ code: 'NOT_FOUND' }));
  test('an ADMIN does not touch a SUPER_ADMIN', async () =>
    expect(await refused('ADMIN', a.ids.users.SUPER_ADMIN)).toMatchObject({ code: 'FORBIDDEN' }));
  test('a malformed id is named', async () =>
    expect(await refused('ADMIN', a.ids.tenant)).toMatchObject({ code: 'BAD_USER_INPUT', paths: [path] }));
  test('a SUPER_ADMIN reaches every tenant, and the entry stands in that one', async () => {
    const variables = { id: b.ids.users.VIEWER, ...(mutation === RESET && { password: NEW }) };
    const [entry] = await entriesOf(database, () => ask(as('SUPER_ADMIN'), mutation, variables));
    expect(entry).toMatchObject({ tenantId: b.tenantId, userId: a.viewers.SUPER_ADMIN.userId });
  });
});

test('nobody resets the own password', async () => {
  const own = { id: a.ids.users.ADMIN, password: NEW };
  expect(await refusalWithoutTrace(database, as('ADMIN'), RESET, own)).toMatchObject({ code: 'FORBIDDEN' });
});

test('a weak password and a bad id are named together', async () => {
  const { paths } = await refusalWithoutTrace(database, as('ADMIN'), RESET, {
    id: 'x',
    password: 'Abcdefgh',
  });
  expect(paths.toSorted()).toEqual(['newPassword', 'newPassword', 'userId']);
});

test("a password with the account's own name and little else is refused", async () => {
  const own = { id: a.ids.users.VIEWER, password: 'A.viewer-2026!' };
  expect(await refusalWithoutTrace(database, as('ADMIN'), RESET, own)).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: ['newPassword'],
  });
});

test('what changed while the password was hashed counts: the account is a SUPER_ADMIN by now', async () => {
  const hash = bcrypt.hash;
  jest.spyOn(bcrypt, 'hash').mockImplementation((async (text: string, cost: number) => {
    await database.query("update users set role = 'SUPER_ADMIN' where id = ?", [a.viewers.ANALYST.userId]);
    return hash(text, cost);
  }) as typeof bcrypt.hash);
  const variables = { id: a.ids.users.ANALYST, password: NEW };
  expect(await refusal(as('ADMIN'), RESET, variables)).toMatchObject({ code: 'FORBIDDEN' });
  const [row] = await database.query<{ hash: string }>(
    'select password_hash as hash from users where id = ?',
    [a.viewers.ANALYST.userId],
  );
  expect(await isPassword(PASSWORD, row?.hash)).toBe(true);
  jest.restoreAllMocks();
});
