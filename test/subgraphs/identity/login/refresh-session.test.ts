import { createHash } from 'node:crypto';
import { authenticator } from '../../../../src/subgraphs/identity/login/authenticator.ts';
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

test('of eight who show it at once one is served, and the session is over: seven of them are one too many', async () => {
  const token = await signIn();
  let answers: PromiseSettledResult<{ refreshToken: string; accessToken: string }>[] = [];
  const entries = await entriesOf(database, async () => {
    answers = await Promise.allSettled(Array.from({ length: 8 }, () => refresh(token)));
  });
  const [winner, ...others] = answers.filter((answer) => answer.status === 'fulfilled');
  expect(others).toEqual([]);
  expect(entries.map(({ action, changes }) => [action, changes?.reason])).toEqual([
    ['REVOKE', 'REFRESH_TOKEN_USED_TWICE'],
  ]);
  expect((await lastSession())?.endedAt).not.toBeNull();
  expect(await refused(winner?.value.refreshToken ?? '')).toMatchObject(INVALID);
  const credentials = { bearer: winner?.value.accessToken ?? '', apiKey: null };
  await expect(authenticator.authenticate(credentials, anonymous())).rejects.toThrow('The session is over.');
});

test('a replay ends this family, and no other session of the user', async () => {
  const [replayed, other] = [await signIn(), await signIn()];
  await refresh(replayed);
  await refused(replayed);
  await refresh(other);
});

test('no token but a refresh token renews, and a refresh token renews and nothing else', async () => {
  const { accessToken, refreshToken } = (
    await ask(anonymous(), LOGIN.replace('{ refreshToken }', '{ accessToken refreshToken }'), {
      name: 'a.viewer',
    })
  ).login;
  expect(await refusalWithoutTrace(database, anonymous(), REFRESH, { token: accessToken })).toMatchObject(
    INVALID,
  );
  const bearer = authenticator.authenticate({ bearer: refreshToken, apiKey: null }, anonymous());
  await expect(bearer).rejects.toThrow('The token is not valid.');
  const apiKey = authenticator.authenticate({ bearer: null, apiKey: refreshToken }, anonymous());
  await expect(apiKey).rejects.toThrow('The API key is not valid.');
});

test('only its SHA-256 is stored', async () => {
  const token = await signIn();
  const rows = await database.query<{ hash: string }>('select token_hash as hash from refresh_tokens');
  expect(rows.map(({ hash }) => hash)).toContain(createHash('sha256').update(token).digest('hex'));
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('however often it is renewed, a session ends 30 days after it was signed in', async () => {
  let token = await signIn();
  for (const day of ['07', '13', '19', '25', '31']) {
    token = (await refresh(token, `2026-03-${day}T11:00:00Z`)).refreshToken;
  }
  expect((await lastSession())?.until).toBe('2026-03-31 12:00:00+00');
  expect(await refused(token, '2026-03-31T12:00:00Z')).toMatchObject(INVALID);
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
