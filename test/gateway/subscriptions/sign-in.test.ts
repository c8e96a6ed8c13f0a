import { addPortfolio, type Stored } from '../../subgraphs/credit/books.ts';
import { catchLog } from '../../support/catch-log.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { runningOn, shortTokenOf, tokenOf, until, useServer } from './serve.ts';
import { rawSocket, signedInSocket, subscribeMessage } from './sockets.ts';

const database = useTestDatabase();
const server = useServer(database);
let a: TenantFixture;
let book: Stored;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
  book = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
});

const init = (payload?: unknown) => ({ type: 'connection_init', payload });
const nobodySubscribes = () => expect(runningOn(server())).toBe(0);
const apiKey = async () => {
  const make = 'mutation { createApiKey(input: { name: "k", role: VIEWER }) { secret } }';
  return (await server().ask(a.viewers.VIEWER, make)).createApiKey.secret;
};

describe('a socket is closed', () => {
  test.each<[string, unknown, string]>([
    ['without credentials', undefined, 'Credentials are missing in connection_init.'],
    ['with credentials of another kind', { user: 'a.viewer' }, 'Credentials are missing in connection_init.'],
    [
      'with credentials that are no text',
      { authorization: { toString: 1 } },
      'Credentials are missing in connection_init.',
    ],
    [
      'with a token of nobody',
      { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
      'The token is not valid.',
    ],
    ['with an API key of nobody', { 'x-api-key': 'rgk_nobody' }, 'The API key is not valid.'],
  ])('%s: 4401', async (_, payload, reason) => {
    const raw = rawSocket(server().url);
    await raw.send(init(payload));
    expect(await raw.closed).toEqual({ code: 4401, reason });
    expect(raw.messages).toEqual([]);
  });

  test('with the token of a session that is over: 4401', async () => {
    const { VIEWER } = a.viewers;
    const [session] = await database.query<{ id: string }>(
      "insert into sessions (user_id, created_at, expires_at, ended_at) values (?, '2026-01-01', '2100-01-01', '2026-01-02') returning id::text",
      [VIEWER.userId],
    );
    const raw = rawSocket(server().url);
    await raw.send(init({ authorization: `Bearer ${tokenOf({ ...VIEWER, sessionId: session!.id })}` }));
    expect(await raw.closed).toEqual({ code: 4401, reason: 'The session is over. Sign in again.' });
  });

  test('that subscribes before it is signed in: 4401, and nothing begins', async () => {
    const raw = rawSocket(server().url);
    await raw.send(subscribeMessage('1', book.id));
    expect(await raw.closed).toMatchObject({ code: 4401 });
    nobodySubscribes();
  });

  test('that sends no credentials in time: 4408', async () => {
    const raw = rawSocket(server().url);
    expect(await raw.closed).toEqual({ code: 4408, reason: 'No credentials in time.' });
  });

  test('that signs in twice: 4429', async () => {
    const raw = await signedInSocket(server().url, a.viewers.VIEWER);
    await raw.send(init({ authorization: `Bearer ${tokenOf(a.viewers.VIEWER)}` }));
    expect(await raw.closed).toMatchObject({ code: 4429 });
  });

  test('when the token runs out, and not before: 4401', async () => {
    const raw = rawSocket(server().url);
    const startedAt = performance.now();
    await raw.send(init({ authorization: `Bearer ${shortTokenOf(a.viewers.VIEWER, 5)}` }));
    await raw.message(({ type }) => type === 'connection_ack');
    await raw.send(subscribeMessage('1', book.id));
    await until(() => runningOn(server()) === 1);
    expect(await raw.closed).toEqual({ code: 4401, reason: 'The credentials have expired.' });
    // A token's end is counted in whole seconds.
    expect(performance.now() - startedAt).toBeGreaterThan(3_500);
    await until(() => runningOn(server()) === 0);
  });

  test('when the API key runs out: 4401', async () => {
    const expiresAt = new Date(Date.now() + 5_000).toISOString();
    const make =
      'mutation ($at: DateTime) { createApiKey(input: { name: "k", role: VIEWER, expiresAt: $at }) { secret } }';
    const { createApiKey } = await server().ask(a.viewers.VIEWER, make, { at: expiresAt });
    const raw = rawSocket(server().url);
    await raw.send(init({ 'x-api-key': createApiKey.secret }));
    await raw.message(({ type }) => type === 'connection_ack');
    expect(await raw.closed).toEqual({ code: 4401, reason: 'The credentials have expired.' });
  });

  test('when nobody can find out who it is: 4500, and nothing is told of why', async () => {
    const raw = rawSocket(server().url);
    await raw.opened;
    await database.query('alter table sessions rename to hidden_sessions');
    const log = catchLog();
    await raw.send(init({ authorization: `Bearer ${tokenOf(a.viewers.VIEWER)}` }));
    expect(await raw.closed).toEqual({ code: 4500, reason: 'Something went wrong on our side.' });
    log.stop();
    expect(log.words()).toEqual(['internal error']);
    await database.query('alter table hidden_sessions rename to sessions');
  });
});

describe('a socket is signed in', () => {
  test.each<[string, () => Promise<{ headers?: Record<string, string>; payload?: unknown }>]>([
    [
      'by a token in connection_init',
      async () => ({ payload: { authorization: `Bearer ${tokenOf(a.viewers.VIEWER)}` } }),
    ],
    [
      'whatever case the name has',
      async () => ({ payload: { Authorization: `bearer ${tokenOf(a.viewers.VIEWER)}` } }),
    ],
    ['by an API key in connection_init', async () => ({ payload: { 'X-Api-Key': await apiKey() } })],
    [
      'by a header of the upgrade',
      async () => ({ headers: { authorization: `Bearer ${tokenOf(a.viewers.VIEWER)}` } }),
    ],
    ['by an API key in a header', async () => ({ headers: { 'x-api-key': await apiKey() } })],
  ])('%s', async (_, shown) => {
    const { headers, payload } = await shown();
    const raw = rawSocket(server().url, headers && { headers });
    await raw.send(init(payload));
    await raw.message(({ type }) => type === 'connection_ack');
    await raw.send(subscribeMessage('1', book.id));
    await until(() => runningOn(server()) === 1);
    raw.socket.close();
    await until(() => runningOn(server()) === 0);
  });
});
