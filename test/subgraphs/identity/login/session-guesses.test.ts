import { clockAt, contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, execute, refusal, refusalWithoutTrace } from '../ask.ts';

const CHANGE = `mutation ($from: String!, $to: String!) {
  changePassword(input: { currentPassword: $from, newPassword: $to }) { refreshToken }
}`;
const LOGIN = `mutation ($password: String!) {
  login(input: { usernameOrEmail: "a.viewer", password: $password }) { refreshToken }
}`;
const REFRESH =
  'mutation ($token: String!) { refreshSession(input: { refreshToken: $token }) { refreshToken } }';
const NEW = 'Another-horse-2';

const database = useTestDatabase();
let a: TenantFixture;
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users cascade');
  ({ a } = await seedIdentity(database));
});
const at = (time: string) => ({ clock: clockAt(`2026-03-01T${time}Z`) });
const viewer = (time = '12:00:00') => contextFor(database, a.viewers.VIEWER, at(time));
const anonymous = (ipAddress = '192.0.2.1') => contextFor(database, null, { ipAddress });
const guess = (time?: string) => refusal(viewer(time), CHANGE, { from: 'wrong', to: NEW });
const change = () => ask(viewer(), CHANGE, { from: PASSWORD, to: NEW });
const isRunning = async () =>
  (
    await database.query('select from sessions where id = ? and ended_at is null', [
      a.viewers.VIEWER.sessionId,
    ])
  ).length === 1;
const WRONG = { code: 'BAD_USER_INPUT', paths: ['input.currentPassword'], message: expect.any(String) };

describe('a wrong current password', () => {
  test('is on record, and changes nothing', async () => {
    const entries = await entriesOf(database, async () => expect(await guess()).toEqual(WRONG));
    expect(entries).toEqual([
      expect.objectContaining({
        action: 'LOGIN_FAILED',
        entityId: a.ids.users.VIEWER,
        changes: { reason: 'WRONG_PASSWORD' },
      }),
    ]);
    await ask(anonymous(), LOGIN, { password: PASSWORD });
  });

  test('ends the session the fifth time, on record', async () => {
    for (let count = 0; count < 4; count++) await guess();
    expect(await isRunning()).toBe(true);
    const entries = await entriesOf(database, async () => expect(await guess()).toEqual(WRONG));
    expect(entries.map(({ action, changes }) => [action, changes?.reason])).toEqual([
      ['LOGIN_FAILED', 'WRONG_PASSWORD'],
      ['REVOKE', 'PASSWORD_GUESSED'],
    ]);
    expect(await isRunning()).toBe(false);
    expect(await refusalWithoutTrace(database, viewer(), CHANGE, { from: PASSWORD, to: NEW })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('does not, where five took longer than 15 minutes', async () => {
    for (let count = 0; count < 5; count++) await guess(`12:${String(count * 4).padStart(2, '0')}:00`);
    expect(await isRunning()).toBe(true);
  });

  test('is not forgiven by a sign-in elsewhere', async () => {
    for (let count = 0; count < 4; count++) await guess();
    await ask(anonymous(), LOGIN, { password: PASSWORD });
    await guess();
    expect(await isRunning()).toBe(false);
  });

  test('counts for its session alone: neither signing in nor another session minds', async () => {
    const { refreshToken } = (await ask(anonymous(), LOGIN, { password: PASSWORD })).login;
    for (let count = 0; count < 5; count++) await guess();
    await ask(anonymous(), LOGIN, { password: PASSWORD });
    await ask(anonymous(), REFRESH, { token: refreshToken });
  });

  test('is judged one after the other: of eight at once, five are tried and the session is over', async () => {
    const words = ['1', '2', '3', '4', '5', '6', '7'].map((digit) => `wrong ${digit}`);
    const entries = await entriesOf(database, () =>
      Promise.all([...words, PASSWORD].map((from) => execute(viewer(), CHANGE, { from, to: NEW }))),
    );
    expect(entries.filter(({ action }) => action === 'LOGIN_FAILED')).toHaveLength(5);
    expect(await isRunning()).toBe(false);
  });
});

describe('an attacker who locks the account', () => {
  const lock = async () => {
    await database.query(
      `insert into login_failures (user_id, ip_address, at)
       select ?, '192.0.2.' || n, '2026-03-01 12:00Z' from generate_series(1, 20) n`,
      [a.viewers.VIEWER.userId],
    );
    expect(await refusal(anonymous('192.0.2.99'), LOGIN, { password: PASSWORD })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  };

  test('stops no query, no renewal and no change of password of a session that runs', async () => {
    const { refreshToken } = (await ask(anonymous(), LOGIN, { password: PASSWORD })).login;
    await lock();
    expect((await ask(viewer(), '{ me { username } }')).me.username).toBe('a.viewer');
    await ask(anonymous('192.0.2.99'), REFRESH, { token: refreshToken });
    await change();
    expect(await isRunning()).toBe(true);
  });
});
