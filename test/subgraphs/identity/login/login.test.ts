import { entities } from '../../../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../../../src/platform/database/connect.ts';
import type { GraphContext } from '../../../../src/platform/graphql/context.ts';
import { clockAt, contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, type Refusal, refusal } from '../ask.ts';

const LOGIN = `mutation ($name: String!, $password: String!) {
  login(input: { usernameOrEmail: $name, password: $password }) {
    tokenType expiresIn accessToken refreshToken
    user { id username role lastLoginAt organization { name tenant { name } } }
  }
}`;
const database = useTestDatabase();
let a: TenantFixture;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
});
beforeEach(() => database.query('delete from login_failures'));

const anonymous = (overrides: Partial<GraphContext> = {}) => contextFor(database, null, overrides);
const signIn = (name: string, password = PASSWORD, context = anonymous()) =>
  ask(context, LOGIN, { name, password });
const refused = (name: string, password: string, overrides: Partial<GraphContext> = {}): Promise<Refusal> =>
  refusal(anonymous(overrides), LOGIN, { name, password });
const failures = async () => (await database.query('select from login_failures')).length;
const WRONG = { code: 'UNAUTHENTICATED', message: 'Wrong username or password.', paths: [] };

describe('the right password', () => {
  test.each(['a.viewer', 'A.Viewer', ' a.viewer@EXAMPLE.test '])('signs %j in', async (name) => {
    const { login } = await signIn(name);
    expect(login).toMatchObject({ tokenType: 'bearer', expiresIn: 900 });
    expect(login.user).toEqual({
      id: a.ids.users.VIEWER,
      username: 'a.viewer',
      role: 'VIEWER',
      lastLoginAt: '2026-03-01T12:00:00.000Z',
      organization: { name: 'Desk a', tenant: { name: 'Tenant a' } },
    });
  });

  test('starts a session with address and client, for 7 days; only hashes are stored', async () => {
    const { login } = await signIn('a.viewer');
    const [session] = await database.query(
      `select ip_address as ip, user_agent as agent, expires_at::text as until, token_hash as hash
       from sessions join refresh_tokens on session_id = sessions.id order by sessions.id desc limit 1`,
    );
    expect(session).toMatchObject({ ip: '192.0.2.1', agent: 'test', until: '2026-03-08 12:00:00+00' });
    expect(session?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(Buffer.from(login.refreshToken, 'base64url')).toHaveLength(32);
  });

  test('is audited, and forgets earlier failures', async () => {
    await refused('a.viewer', 'wrong');
    const entries = await entriesOf(database, () => signIn('a.viewer'));
    expect(entries).toEqual([
      expect.objectContaining({
        action: 'LOGIN',
        entityType: 'Session',
        tenantId: a.tenantId,
        userId: a.viewers.VIEWER.userId,
        ipAddress: '192.0.2.1',
        requestId: 'request-1',
      }),
    ]);
    expect(await failures()).toBe(0);
  });
});

describe('a failure leaves its entry although the mutation throws', () => {
  test('wrong password', async () => {
    const entries = await entriesOf(database, async () =>
      expect(await refused('a.viewer', 'wrong')).toEqual(WRONG),
    );
    expect(entries).toEqual([
      {
        action: 'LOGIN_FAILED',
        entityType: 'User',
        entityId: a.ids.users.VIEWER,
        changes: { reason: 'WRONG_PASSWORD' },
        tenantId: a.tenantId,
        userId: a.viewers.VIEWER.userId,
        ipAddress: '192.0.2.1',
        requestId: 'request-1',
      },
    ]);
    expect(await failures()).toBe(1);
  });

  test('unknown user: the same answer; what was typed is not kept, it may be a password', async () => {
    const [entry] = await entriesOf(database, async () =>
      expect(await refused('no-\0body', PASSWORD)).toEqual(WRONG),
    );
    expect(entry).toMatchObject({ action: 'LOGIN_FAILED', entityId: null, userId: null, tenantId: '0' });
    expect(entry?.changes).toEqual({ reason: 'UNKNOWN_USER' });
  });

  test('deactivated: the same answer, even with the right password', async () => {
    await database.query("update users set is_active = false where username = 'a.analyst'");
    const [entry] = await entriesOf(database, async () =>
      expect(await refused('a.analyst', PASSWORD)).toEqual(WRONG),
    );
    expect(entry?.changes).toEqual({ reason: 'INACTIVE' });
  });
});

describe('too many failures', () => {
  const at = (time: string) => ({ clock: clockAt(`2026-03-01T${time}Z`) });
  const fail = async (count: number, overrides: (attempt: number) => Partial<GraphContext>) => {
    for (let attempt = 0; attempt < count; attempt++) {
      await refused('a.viewer', 'wrong', overrides(attempt));
    }
  };

  test('5 lock the account for that address, for 15 minutes after the last', async () => {
    await fail(5, (attempt) => at(`12:0${attempt}:00`));
    const [entry] = await entriesOf(database, async () =>
      expect(await refused('a.viewer', PASSWORD, at('12:18:59'))).toEqual(WRONG),
    );
    expect(entry?.changes).toEqual({ reason: 'LOCKED' });
    expect(await failures()).toBe(5);
    await signIn('a.viewer', PASSWORD, anonymous({ ...at('12:05:00'), ipAddress: '192.0.2.2' }));
  });

  test('the lock ends by itself, however long someone goes on guessing', async () => {
    await fail(5, () => at('12:00:00'));
    await refused('a.viewer', 'wrong', at('12:14:00'));
    await signIn('a.viewer', PASSWORD, anonymous(at('12:15:00')));
  });

  test('5 over more than 15 minutes do not', async () => {
    await fail(5, (attempt) => at(`12:${String(attempt * 4).padStart(2, '0')}:00`));
    await signIn('a.viewer', PASSWORD, anonymous(at('12:16:01')));
  });

  test('20 from anywhere lock the account for everyone', async () => {
    await fail(20, (attempt) => ({ ipAddress: `192.0.2.${100 + attempt}` }));
    expect(await refused('a.viewer', PASSWORD, { ipAddress: '192.0.2.50' })).toEqual(WRONG);
    await signIn('a.admin', PASSWORD);
  }, 60_000);

  test('guesses made at once are judged one after the other', async () => {
    const guesses = Array.from({ length: 8 }, () => refused('a.viewer', 'wrong'));
    await Promise.all(guesses);
    expect(await failures()).toBe(5);
  });

  test('the lock is kept over a restart', async () => {
    await fail(5, () => ({}));
    const anew = await connectDatabase(database.url, entities);
    try {
      const context = contextFor({ orm: anew }, null);
      expect(await refusal(context, LOGIN, { name: 'a.viewer', password: PASSWORD })).toEqual(WRONG);
    } finally {
      await anew.close();
    }
  });

  test('the right password from elsewhere forgives nothing here', async () => {
    await fail(4, () => ({}));
    await signIn('a.viewer', PASSWORD, anonymous({ ipAddress: '192.0.2.2' }));
    await refused('a.viewer', 'wrong');
    expect(await refused('a.viewer', PASSWORD)).toEqual(WRONG);
  });
});
