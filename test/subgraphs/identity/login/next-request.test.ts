import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { type Answer, useTestServer } from '../../../support/http.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';

// Over HTTP, on the real server: what was allowed with a token or a key a moment ago is not any more.

const ME = '{ me { username role organization { id } } }';
const UPDATE = 'mutation ($id: ID!, $input: UpdateUserInput!) { updateUser(id: $id, input: $input) { id } }';
const LOGIN = `mutation ($name: String!, $password: String!) {
  login(input: { usernameOrEmail: $name, password: $password }) { accessToken refreshToken }
}`;
const REFRESH = `mutation ($token: String!) {
  refreshSession(input: { refreshToken: $token }) { accessToken refreshToken }
}`;
const CREATE_KEY = `mutation ($role: Role!) { createApiKey(input: { name: "x", role: $role }) { secret apiKey { id } } }`;

const database = useTestDatabase();
const server = useTestServer(database);
let a: TenantFixture;
let admin: string;
let viewer: { accessToken: string; refreshToken: string };
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users cascade');
  ({ a } = await seedIdentity(database));
  admin = await server.signIn('a.admin', PASSWORD);
  viewer = (await signIn('a.viewer')).body.data.login;
});
const signIn = (name: string, password = PASSWORD) => server.ask(LOGIN, { name, password });
const me = (token = viewer.accessToken) => server.ask(ME, {}, token);
const update = (input: object, id = a.ids.users.VIEWER) => server.ask(UPDATE, { id, input }, admin);
const codesOf = ({ body }: Answer) =>
  (body.errors ?? []).map(({ extensions }: { extensions: { code: string } }) => extensions.code);
const expectOver = async () => {
  expect(codesOf(await me())).toEqual(['UNAUTHENTICATED']);
  expect(codesOf(await server.ask(REFRESH, { token: viewer.refreshToken }))).toEqual(['UNAUTHENTICATED']);
};
const withKey = (secret: string, query = ME, variables = {}) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': secret },
    body: JSON.stringify({ query, variables }),
  }).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Answer['body'],
  }));
const keyOf = async (token: string, role: string) =>
  (await server.ask(CREATE_KEY, { role }, token)).body.data.createApiKey as {
    secret: string;
    apiKey: { id: string };
  };

describe('takes effect on the next request', () => {
  test('a new role, up and down', async () => {
    await update({ role: 'ADMIN' });
    expect((await me()).body.data.me.role).toBe('ADMIN');
    expect(codesOf(await server.ask('{ users { totalCount } }', {}, viewer.accessToken))).toEqual([]);
    await update({ role: 'VIEWER' });
    expect(codesOf(await server.ask('{ users { totalCount } }', {}, viewer.accessToken))).toEqual([
      'FORBIDDEN',
    ]);
  });

  test('another organisation', async () => {
    await update({ organizationId: a.ids.otherOrganization });
    expect((await me()).body.data.me.organization.id).toBe(a.ids.otherOrganization);
  });

  test('deactivation, of token, refresh token and sign-in; coming back takes a new sign-in', async () => {
    await update({ isActive: false });
    await expectOver();
    expect(codesOf(await signIn('a.viewer'))).toEqual(['UNAUTHENTICATED']);
    await update({ isActive: true });
    await expectOver();
    expect(codesOf(await signIn('a.viewer'))).toEqual([]);
  });

  test('logout, of this session alone', async () => {
    const other = (await signIn('a.viewer')).body.data.login;
    await server.ask('mutation { logout }', {}, viewer.accessToken);
    await expectOver();
    expect(codesOf(await me(other.accessToken))).toEqual([]);
  });

  test('logout everywhere', async () => {
    const other = (await signIn('a.viewer')).body.data.login;
    await server.ask('mutation { logout(everywhere: true) }', {}, other.accessToken);
    await expectOver();
    expect(codesOf(await me(other.accessToken))).toEqual(['UNAUTHENTICATED']);
  });

  test('endSession, of the one that is named', async () => {
    const other = (await signIn('a.viewer')).body.data.login;
    const { body } = await server.ask('{ sessions { id isCurrent } }', {}, viewer.accessToken);
    const { id } = body.data.sessions.find((session: { isCurrent: boolean }) => session.isCurrent);
    await server.ask('mutation ($id: ID!) { endSession(id: $id) }', { id }, other.accessToken);
    await expectOver();
    expect(codesOf(await me(other.accessToken))).toEqual([]);
  });

  test('a change of the password, for all other sessions', async () => {
    const other = (await signIn('a.viewer')).body.data.login;
    const change = `mutation { changePassword(input: { currentPassword: "${PASSWORD}", newPassword: "Another-horse-2" }) { accessToken } }`;
    const { body } = await server.ask(change, {}, other.accessToken);
    await expectOver();
    expect(codesOf(await me(body.data.changePassword.accessToken))).toEqual([]);
  });

  test('a reset of the password, for all sessions', async () => {
    const reset = 'mutation ($id: ID!) { resetPassword(userId: $id, newPassword: "Another-horse-2") { id } }';
    await server.ask(reset, { id: a.ids.users.VIEWER }, admin);
    await expectOver();
  });
});

describe('an API key', () => {
  test('serves in either header, and no longer than it, its owner and the right to it last', async () => {
    const owner = (await signIn('a.analyst')).body.data.login.accessToken;
    const { secret, apiKey } = await keyOf(owner, 'ANALYST');
    expect((await withKey(secret)).body.data.me.role).toBe('ANALYST');
    expect((await me(secret)).body.data.me.role).toBe('ANALYST');

    await update({ role: 'VIEWER' }, a.ids.users.ANALYST);
    expect(codesOf(await withKey(secret))).toEqual(['UNAUTHENTICATED']);
    await update({ role: 'ANALYST' }, a.ids.users.ANALYST);
    expect(codesOf(await withKey(secret))).toEqual([]);

    await update({ isActive: false }, a.ids.users.ANALYST);
    expect(codesOf(await withKey(secret))).toEqual(['UNAUTHENTICATED']);
    await update({ isActive: true }, a.ids.users.ANALYST);

    await server.ask('mutation ($id: ID!) { revokeApiKey(id: $id) { id } }', { id: apiKey.id }, admin);
    expect(codesOf(await withKey(secret))).toEqual(['UNAUTHENTICATED']);
  });

  test('that leaked leaves nothing behind and ends nothing', async () => {
    const { secret } = await keyOf(viewer.accessToken, 'VIEWER');
    const id = toGlobalId('Session', a.viewers.VIEWER.sessionId as string);
    for (const [mutation, variables] of [
      [CREATE_KEY, { role: 'VIEWER' }],
      ['mutation { logout(everywhere: true) }', {}],
      ['mutation ($id: ID!) { endSession(id: $id) }', { id }],
      ['mutation { updateProfile(input: { email: "mine@example.test" }) { id } }', {}],
      [
        `mutation { changePassword(input: { currentPassword: "${PASSWORD}", newPassword: "Another-horse-2" }) { expiresIn } }`,
        {},
      ],
    ] as const) {
      expect(codesOf(await withKey(secret, mutation, variables))).toEqual(['FORBIDDEN']);
    }
    expect(codesOf(await me())).toEqual([]);
    expect(await database.query('select from api_keys')).toHaveLength(1);
  });
});

test('of eight renewals at once by one token, one is answered, and the session is over', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => server.ask(REFRESH, { token: viewer.refreshToken })),
  );
  const renewed = answers.filter(({ body }) => !body.errors);
  expect(renewed.length).toBeLessThanOrEqual(1);
  const others = answers.filter(({ body }) => body.errors);
  expect(new Set(others.flatMap(codesOf))).toEqual(new Set(['UNAUTHENTICATED']));
  await expectOver();
  for (const { body } of renewed) {
    expect(codesOf(await me(body.data.refreshSession.accessToken))).toEqual(['UNAUTHENTICATED']);
  }
  const entries = await database.query(
    "select from audit_logs where changes ->> 'reason' = 'REFRESH_TOKEN_USED_TWICE'",
  );
  expect(entries).toHaveLength(1);
});

test('many wrong passwords in one request are all tried or none after the first, and never more than five', async () => {
  const aliases = Array.from(
    { length: 20 },
    (_, at) => `a${at}: login(input: { usernameOrEmail: "a.analyst", password: "wrong" }) { expiresIn }`,
  );
  const { body } = await server.ask(`mutation { ${aliases.join(' ')} }`);
  expect(body.data ?? null).toBeNull();
  const [row] = await database.query<{ failures: string }>('select count(*) as failures from login_failures');
  expect(Number(row?.failures)).toBeLessThanOrEqual(5);
});

test('no answer may be kept by a cache', async () => {
  for (const answer of [
    await signIn('a.viewer'),
    await signIn('nobody'),
    await me(),
    await withKey('rg_x'),
  ]) {
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
});
