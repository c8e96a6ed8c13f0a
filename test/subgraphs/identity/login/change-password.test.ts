import { sha256 } from '../../../../src/subgraphs/identity/login/secret.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, refusal, refusalWithoutTrace } from '../ask.ts';

const CHANGE = `mutation ($from: String!, $to: String!) {
  changePassword(input: { currentPassword: $from, newPassword: $to }) { accessToken refreshToken user { username } }
}`;
const LOGIN = `mutation ($password: String!) {
  login(input: { usernameOrEmail: "a.viewer", password: $password }) { refreshToken }
}`;
const REFRESH = `mutation ($token: String!) { refreshSession(input: { refreshToken: $token }) { refreshToken } }`;
const NEW = 'Another-horse-2';

const database = useTestDatabase();
let a: TenantFixture;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
});
const viewer = () => contextFor(database, a.viewers.VIEWER);
const anonymous = () => contextFor(database, null);
const running = async () =>
  (
    await database.query<{ id: string }>(
      'select id::text as id from sessions where user_id = ? and ended_at is null',
      [a.viewers.VIEWER.userId],
    )
  ).map(({ id }) => id);

test('a weak new one is refused with every fault, without a trace', async () => {
  const weak = { from: PASSWORD, to: 'short' };
  expect(await refusalWithoutTrace(database, viewer(), CHANGE, weak)).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: Array(4).fill('input.newPassword'),
  });
});

test.each([
  ['the present one', PASSWORD],
  ['one with the own name and little else', 'A.viewer-2026!'],
  ['a common one', 'Summer2024!'],
])('%s is refused as the new one', async (_, to) =>
  expect(await refusalWithoutTrace(database, viewer(), CHANGE, { from: PASSWORD, to })).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: ['input.newPassword'],
  }));

test('an API key cannot', async () => {
  const key = contextFor(database, { ...a.viewers.VIEWER, sessionId: null });
  expect(await refusalWithoutTrace(database, key, CHANGE, { from: PASSWORD, to: NEW })).toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('changes it, ends the other sessions and renews this one', async () => {
  const { refreshToken: other } = (await ask(anonymous(), LOGIN, { password: PASSWORD })).login;
  expect(await running()).toHaveLength(2);
  await database.query('insert into refresh_tokens (token_hash, session_id) values (?, ?)', [
    sha256('older'),
    a.viewers.VIEWER.sessionId,
  ]);
  let fresh = '';
  const entries = await entriesOf(database, async () => {
    const { changePassword } = await ask(viewer(), CHANGE, { from: PASSWORD, to: NEW });
    expect(changePassword.user.username).toBe('a.viewer');
    fresh = changePassword.refreshToken;
  });
  expect(entries).toEqual([
    expect.objectContaining({ action: 'UPDATE', entityType: 'User', entityId: a.ids.users.VIEWER }),
  ]);
  expect(entries[0]?.changes?.passwordHash).toEqual({ from: '(hidden)', to: '(hidden)' });
  expect(await running()).toEqual([a.viewers.VIEWER.sessionId]);
  expect(await refusal(anonymous(), REFRESH, { token: other })).toMatchObject({ code: 'UNAUTHENTICATED' });
  await ask(anonymous(), REFRESH, { token: fresh });
  expect(await refusal(anonymous(), REFRESH, { token: 'older' })).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await refusal(anonymous(), LOGIN, { password: PASSWORD })).toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  await ask(anonymous(), LOGIN, { password: NEW });
});
