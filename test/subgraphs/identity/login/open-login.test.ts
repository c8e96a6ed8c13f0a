import type { Credentials, Login } from '../../../../src/platform/security/authenticator.ts';
import type { Viewer } from '../../../../src/platform/security/viewer.ts';
import { signAccessToken } from '../../../../src/subgraphs/identity/login/access-token.ts';
import { authenticator } from '../../../../src/subgraphs/identity/login/authenticator.ts';
import { contextFor, NOW } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask } from '../ask.ts';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users, sessions cascade');
  ({ a, b } = await seedIdentity(database));
});

const context = () => contextFor(database, null);
const open = (credentials: Partial<Credentials>) =>
  authenticator.openLogin({ bearer: null, apiKey: null, ...credentials }, context());
const openSession = ({ userId, sessionId }: Viewer) =>
  open({
    bearer: signAccessToken(context().signer, { userKey: userId, sessionKey: sessionId as string }),
  });
const CREATE = `mutation ($role: Role!, $at: DateTime) {
  createApiKey(input: { name: "k", role: $role, expiresAt: $at }) { secret apiKey { id } } }`;
const makeKey = async (owner: Viewer, role = owner.role, at: string | null = null) =>
  (await ask(contextFor(database, owner), CREATE, { role, at })).createApiKey.secret as string;

const viewersOf = (...logins: Login[]) => authenticator.viewersOf(logins, context());

test('a token is a login by its session, until the token runs out', async () => {
  const { viewer, login } = await openSession(a.viewers.ANALYST);
  expect(viewer).toEqual(a.viewers.ANALYST);
  const expiresAt = new Date(Date.parse(NOW) + 15 * 60_000);
  expect(login).toEqual({ kind: 'session', key: a.viewers.ANALYST.sessionId, expiresAt });
});

test('an API key is one by its row, in either place, until it runs out, if ever', async () => {
  const forever = await open({ apiKey: await makeKey(a.viewers.ADMIN, 'ANALYST') });
  expect(forever.viewer).toMatchObject({ userId: a.viewers.ADMIN.userId, role: 'ANALYST', sessionId: null });
  expect(forever.login).toEqual({ kind: 'apiKey', key: expect.stringMatching(/^\d+$/), expiresAt: null });
  const ending = await open({ bearer: await makeKey(a.viewers.ADMIN, 'ADMIN', '2026-04-01T00:00:00Z') });
  expect(ending.login).toMatchObject({ kind: 'apiKey', expiresAt: new Date('2026-04-01T00:00:00Z') });
});

test.each([[{}], [{ bearer: 'x' }], [{ apiKey: 'rgk_x' }]])('%j opens nothing', (credentials) =>
  expect(open(credentials)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } }));

test('many logins are asked for in two statements, and answered in their order', async () => {
  const logins = [
    (await openSession(b.viewers.VIEWER)).login,
    (await open({ apiKey: await makeKey(a.viewers.VIEWER) })).login,
    (await openSession(a.viewers.ADMIN)).login,
    { kind: 'session', key: '999999', expiresAt: null } as const,
    (await openSession(b.viewers.VIEWER)).login,
  ];
  const statements = await statementsDuring(database.orm, async () => {
    const viewers = await viewersOf(...logins);
    const names = ['b.viewer', 'a.viewer', 'a.admin', undefined, 'b.viewer'];
    expect(viewers.map((viewer) => viewer?.username)).toEqual(names);
  });
  expect(statements).toHaveLength(2);
});

test('a key of the one kind is none of the other', async () => {
  const { login } = await openSession(a.viewers.VIEWER);
  expect(await viewersOf({ ...login, kind: 'apiKey' })).toEqual([null]);
});

test('a login is who it is by now: role, organisation', async () => {
  const [session, apiKey] = [
    await openSession(a.viewers.ADMIN),
    await open({ apiKey: await makeKey(a.viewers.ADMIN, 'VIEWER') }),
  ];
  await database.query("update users set role = 'SUPER_ADMIN', organization_id = ? where id = ?", [
    a.otherOrganizationId,
    a.viewers.ADMIN.userId,
  ]);
  const { otherOrganizationId: organizationId } = a;
  expect(await viewersOf(session.login, apiKey.login)).toMatchObject([
    { role: 'SUPER_ADMIN', organizationId },
    { role: 'VIEWER', organizationId },
  ]);
});

test.each([
  ['the session ended', 'update sessions set ended_at = now()', [null, true]],
  ['the session expired', "update sessions set expires_at = '2026-03-01T11:59:59Z'", [null, true]],
  ['the API key was revoked', 'update api_keys set revoked_at = now()', [true, null]],
  ['the API key expired', "update api_keys set expires_at = '2026-03-01T11:59:59Z'", [true, null]],
  ["the API key's owner may not give its role any more", "update users set role = 'VIEWER'", [true, null]],
  ['the user was deactivated', 'update users set is_active = false', [null, null]],
])('a login is over once %s', async (_, statement, left) => {
  const session = await openSession(a.viewers.ADMIN);
  const apiKey = await open({ apiKey: await makeKey(a.viewers.ADMIN) });
  await database.query(statement);
  const viewers = await viewersOf(session.login, apiKey.login);
  expect(viewers.map((viewer) => viewer && true)).toEqual(left);
});
