import { clockAt, contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, refusal, refusalWithoutTrace } from '../ask.ts';

const LOGIN = `mutation ($name: String!) {
  login(input: { usernameOrEmail: $name, password: "${PASSWORD}" }) { refreshToken }
}`;
const REFRESH = `mutation ($token: String!) {
  refreshSession(input: { refreshToken: $token }) { accessToken refreshToken expiresIn user { username role } }
}`;
const database = useTestDatabase();
let a: TenantFixture;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
});

const anonymous = (instant = '2026-03-01T12:00:00Z') =>
  contextFor(database, null, { clock: clockAt(instant) });
const signIn = async (name = 'a.viewer'): Promise<string> =>
  (await ask(anonymous(), LOGIN, { name })).login.refreshToken;
const refresh = async (token: string, instant?: string) =>
  (await ask(anonymous(instant), REFRESH, { token })).refreshSession;
const refused = (token: string, instant?: string) => refusal(anonymous(instant), REFRESH, { token });
const INVALID = { code: 'UNAUTHENTICATED', message: 'The refresh token is not valid.' };
const lastSession = async () =>
  (
    await database.query<{ endedAt: string | null; until: string; used: string }>(
      `select ended_at::text as "endedAt", expires_at::text as until, last_used_at::text as used
       from sessions order by id desc limit 1`,
    )
  )[0];

test('a token is exchanged for the next, and the session lives on', async () => {
  const first = await signIn();
  const second = await refresh(first, '2026-03-07T12:00:00Z');
  expect(second).toMatchObject({ expiresIn: 900, user: { username: 'a.viewer', role: 'VIEWER' } });
  expect(second.refreshToken).not.toBe(first);
  expect(await lastSession()).toEqual({
    endedAt: null,
    used: '2026-03-07 12:00:00+00',
    until: '2026-03-14 12:00:00+00',
  });
  await refresh(second.refreshToken, '2026-03-14T11:59:59Z');
});

test('a token shown twice ends the session, on record, for both who hold it', async () => {
  const first = await signIn();
  const { refreshToken: second } = await refresh(first);
  const entries = await entriesOf(database, async () => expect(await refused(first)).toMatchObject(INVALID));
  expect(entries).toEqual([
    expect.objectContaining({
      action: 'REVOKE',
      entityType: 'Session',
      changes: { reason: 'REFRESH_TOKEN_USED_TWICE' },
      tenantId: a.tenantId,
      userId: a.viewers.VIEWER.userId,
      ipAddress: '192.0.2.1',
    }),
  ]);
  expect((await lastSession())?.endedAt).toBe('2026-03-01 12:00:00+00');
  expect(await refused(second)).toMatchObject(INVALID);
});

test('of two who show it at once, one is served', async () => {
  const token = await signIn();
  const answers = await Promise.allSettled([refresh(token), refresh(token)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('seven days unused, it is over', async () => {
  const token = await signIn();
  expect(await refused(token, '2026-03-08T12:00:00Z')).toMatchObject(INVALID);
});

test("a stranger's text is refused without a trace", async () => {
  expect(await refusalWithoutTrace(database, anonymous(), REFRESH, { token: 'x\0' })).toMatchObject(INVALID);
});

test('neither an ended session nor a deactivated user is renewed', async () => {
  const ended = await signIn();
  await database.query('update sessions set ended_at = now()');
  expect(await refused(ended)).toMatchObject(INVALID);
  const inactive = await signIn('a.analyst');
  await database.query("update users set is_active = false where username = 'a.analyst'");
  expect(await refused(inactive)).toMatchObject(INVALID);
});
