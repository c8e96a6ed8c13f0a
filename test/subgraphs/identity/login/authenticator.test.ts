import jwt from 'jsonwebtoken';
import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import { signAccessToken } from '../../../../src/subgraphs/identity/login/access-token.ts';
import { authenticator } from '../../../../src/subgraphs/identity/login/authenticator.ts';
import { clockAt, contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
});
const context = (instant = '2026-03-01T12:00:00Z') => contextFor(database, null, { clock: clockAt(instant) });
const tokenOf = (viewer = a.viewers.ANALYST) =>
  signAccessToken(context().signer, { userKey: viewer.userId, sessionKey: viewer.sessionId as string });
const authenticate = (bearer: string | null, instant?: string) =>
  authenticator.authenticate({ bearer, apiKey: null }, context(instant));
const OVER = 'The session is over. Sign in again.';

test('a token tells who asks, as the database knows them now, in one statement', async () => {
  const token = tokenOf();
  const statements = await statementsDuring(database.orm, async () =>
    expect(await authenticate(token)).toEqual(a.viewers.ANALYST),
  );
  expect(statements).toHaveLength(1);
});

test('a token says nothing about the role: a new one holds at once', async () => {
  const token = tokenOf();
  await database.query("update users set role = 'VIEWER' where id = ?", [a.viewers.ANALYST.userId]);
  expect((await authenticate(token)).role).toBe('VIEWER');
});

test('an expired token says so', async () =>
  expect(authenticate(tokenOf(), '2026-03-01T12:15:31Z')).rejects.toMatchObject({
    message: 'The token has expired.',
    extensions: { code: 'UNAUTHENTICATED' },
  }));

test('the token of an ended session, of an expired one, and of a deactivated user', async () => {
  await database.query('update sessions set ended_at = now() where id = ?', [a.viewers.VIEWER.sessionId]);
  await expect(authenticate(tokenOf(a.viewers.VIEWER))).rejects.toThrow(OVER);
  await database.query("update sessions set expires_at = '2026-03-01' where id = ?", [
    a.viewers.ADMIN.sessionId,
  ]);
  await expect(authenticate(tokenOf(a.viewers.ADMIN))).rejects.toThrow(OVER);
  await database.query('update users set is_active = false where id = ?', [b.viewers.VIEWER.userId]);
  await expect(authenticate(tokenOf(b.viewers.VIEWER))).rejects.toThrow(OVER);
});

test("a session is its user's alone", async () => {
  const mixed = { ...a.viewers.PORTFOLIO_MANAGER, userId: b.viewers.ADMIN.userId };
  await expect(authenticate(tokenOf(mixed))).rejects.toThrow(OVER);
});

test('only an access token serves', async () => {
  const claims = { sub: a.ids.users.SUPER_ADMIN, sid: toGlobalId('Session', '1') };
  const { signer } = context();
  for (const token of [signer.sign(claims, 900), signer.sign({ ...claims, typ: 'refresh' }, 900)]) {
    await expect(authenticate(token)).rejects.toThrow('The token is not valid.');
  }
  const unsigned = jwt.sign({ ...claims, typ: 'access', exp: 4_000_000_000 }, '', { algorithm: 'none' });
  await expect(authenticate(unsigned)).rejects.toThrow('The token is not valid.');
});

test('nothing shown is not signed in', async () =>
  expect(authenticate(null)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } }));
