import { jest } from '@jest/globals';
import { addPortfolio, type Stored } from '../../subgraphs/credit/books.ts';
import { catchLog } from '../../support/catch-log.ts';
import { useTestDatabase } from '../../support/database.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { runningOn, until, useServer } from './serve.ts';
import { clientOf, rawSocket, signedInClient, signedInSocket, subscribeMessage } from './sockets.ts';

// Every 20 s in production: within 60 s of what happened.
const CONFIRM_INTERVAL_MS = 100;

const database = useTestDatabase();
const server = useServer(database, { subscriptions: { confirmIntervalMs: CONFIRM_INTERVAL_MS } });
const patient = useServer(database);
let a: TenantFixture;
let b: TenantFixture;
let book: Stored;
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users, sessions, portfolios cascade');
  ({ a, b } = await seedIdentity(database));
  book = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
});

afterEach(() => until(() => runningOn(server()) + runningOn(patient()) === 0));

const SESSION_OVER = { code: 4401, reason: 'The session is over. Sign in again.' };
const ROLE_CHANGED = { code: 4403, reason: 'The role has changed. Connect again.' };
const UPDATE = 'mutation ($id: ID!, $input: UpdateUserInput!) { updateUser(id: $id, input: $input) { id } }';
const RENAME = 'mutation ($id: ID!) { updatePortfolio(id: $id, input: { name: "Secret" }) { id } }';

const manager = () => a.viewers.PORTFOLIO_MANAGER;
const updateManager = (input: object) =>
  server().ask(a.viewers.ADMIN, UPDATE, { id: a.ids.users.PORTFOLIO_MANAGER, input });

/** Another session of the same user. */
async function otherSession() {
  const [row] = await database.query<{ id: string }>(
    "insert into sessions (user_id, created_at, expires_at) values (?, now(), '2100-01-01') returning id::text",
    [manager().userId],
  );
  return { ...manager(), sessionId: row!.id };
}

describe('an open socket is closed soon after', () => {
  test.each<[string, () => Promise<unknown>, object]>([
    ['its session was ended', () => server().ask(manager(), 'mutation { logout }'), SESSION_OVER],
    [
      'all sessions were ended from another',
      async () => server().ask(await otherSession(), 'mutation { logout(everywhere: true) }'),
      SESSION_OVER,
    ],
    [
      'the password was changed in another session',
      async () =>
        server().ask(
          await otherSession(),
          `mutation { changePassword(input: { currentPassword: "${PASSWORD}", newPassword: "Other-horse-2!" }) { tokenType } }`,
        ),
      SESSION_OVER,
    ],
    ['the user was deactivated', () => updateManager({ isActive: false }), SESSION_OVER],
    ['the user was given another role', () => updateManager({ role: 'ANALYST' }), ROLE_CHANGED],
  ])('%s', async (_, revoke, closed) => {
    const client = signedInClient(server().url, manager());
    client.watch(book.id);
    const colleague = await signedInSocket(server().url, a.viewers.VIEWER);
    const stranger = await signedInSocket(server().url, b.viewers.PORTFOLIO_MANAGER);
    await until(() => runningOn(server()) === 1);
    await revoke();
    expect(await client.closed).toMatchObject(closed);
    for (const { socket } of [colleague, stranger]) {
      expect(socket.readyState).toBe(socket.OPEN);
      socket.close();
    }
  });

  const KEY =
    'mutation { createApiKey(input: { name: "k", role: PORTFOLIO_MANAGER }) { secret apiKey { id } } }';
  test.each<[string, (id: string) => Promise<unknown>]>([
    [
      'its API key was revoked',
      (id) => server().ask(manager(), 'mutation ($id: ID!) { revokeApiKey(id: $id) { id } }', { id }),
    ],
    ['the owner of its API key was deactivated', () => updateManager({ isActive: false })],
    [
      'the owner of its API key was given a role that could not make it',
      () => updateManager({ role: 'VIEWER' }),
    ],
  ])('%s', async (_, revoke) => {
    const { createApiKey } = await server().ask(manager(), KEY);
    const client = clientOf(server().url, { 'x-api-key': createApiKey.secret });
    client.watch(book.id);
    await until(() => runningOn(server()) === 1);
    await revoke(createApiKey.apiKey.id);
    expect(await client.closed).toMatchObject(SESSION_OVER);
  });
});

test('another session of the same user stays open', async () => {
  const [ended, kept] = [await otherSession(), await otherSession()];
  const [first, second] = [
    await signedInSocket(server().url, ended),
    await signedInSocket(server().url, kept),
  ];
  await server().ask(ended, 'mutation { logout }');
  expect(await first.closed).toEqual(SESSION_OVER);
  expect(second.socket.readyState).toBe(second.socket.OPEN);
  second.socket.close();
});

describe('before anybody looks, an event does', () => {
  test.each<[string, string, object]>([
    ['a session that is over', 'update sessions set ended_at = now() where user_id = ?', SESSION_OVER],
    ['a user who was deactivated', 'update users set is_active = false where id = ?', SESSION_OVER],
    ['a role that was changed', "update users set role = 'ADMIN' where id = ?", ROLE_CHANGED],
  ])('%s is told nothing', async (_, statement, closed) => {
    const watching = signedInClient(patient().url, manager());
    const { told } = watching.watch(book.id);
    await until(() => runningOn(patient()) === 1);
    await database.query(statement, [manager().userId]);
    await patient().ask(a.viewers.ADMIN, RENAME, { id: book.id });
    expect(await watching.closed).toMatchObject(closed);
    expect(told).toEqual([]);
  });

  test('a subscription too', async () => {
    const raw = await signedInSocket(patient().url, manager());
    await database.query('update sessions set ended_at = now() where user_id = ?', [manager().userId]);
    await raw.send(subscribeMessage('1', book.id));
    expect(await raw.closed).toEqual(SESSION_OVER);
    expect(runningOn(patient())).toBe(0);
  });
});

test('all open sockets are looked at in one statement for sessions, and one for API keys', async () => {
  const { createApiKey } = await server().ask(
    manager(),
    'mutation { createApiKey(input: { name: "k", role: PORTFOLIO_MANAGER }) { secret } }',
  );
  const byKey = rawSocket(server().url);
  await byKey.send({ type: 'connection_init', payload: { 'x-api-key': createApiKey.secret } });
  await byKey.message(({ type }) => type === 'connection_ack');
  const sockets = [byKey];
  for (const viewer of [...Object.values(a.viewers), ...Object.values(b.viewers)])
    sockets.push(await signedInSocket(server().url, viewer));
  const asked = jest.spyOn(server().house.authenticator, 'viewersOf');
  await until(() => asked.mock.calls.length >= 3);
  expect(asked.mock.calls[1]?.[0]).toHaveLength(11);
  asked.mockRestore();
  for (const { socket } of sockets) socket.close();
});

describe('while the database does not answer', () => {
  const hasty = useServer(database, { subscriptions: { confirmIntervalMs: 100, maxUnconfirmedMs: 1_000 } });

  test('sockets stay open for a while, and are closed before a revoked login could be a minute old: 1013', async () => {
    const log = catchLog();
    const raw = await signedInSocket(hasty().url, manager());
    const hiddenAt = performance.now();
    await database.query('alter table sessions rename to hidden_sessions');
    expect(await raw.closed).toEqual({ code: 1013, reason: 'Try again later.' });
    expect(performance.now() - hiddenAt).toBeGreaterThan(500);
    await database.query('alter table hidden_sessions rename to sessions');
    log.stop();
    expect(log.words()[0]).toBe('The logins of open connections could not be looked at.');
  });
});
