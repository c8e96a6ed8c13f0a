import { addPortfolio, type Stored } from '../../../subgraphs/credit/books.ts';
import { catchLog } from '../../../support/catch-log.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { announceLoans, runningOn, serve, shortTokenOf, until, useServer } from '../serve.ts';
import { CHANGES, rawSocket, signedInSocket } from '../sockets.ts';
import { bearer, eventsIn, postStream, signedInStreams, streamClient } from './streams.ts';

const database = useTestDatabase();
const server = useServer(database, { subscriptions: { confirmIntervalMs: 100 } });
const patient = useServer(database);
let a: TenantFixture;
let book: Stored;
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users, sessions, portfolios cascade');
  ({ a } = await seedIdentity(database));
  book = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
});
afterEach(() => until(() => runningOn(server()) + runningOn(patient()) === 0));

const RENAME = 'mutation ($id: ID!) { updatePortfolio(id: $id, input: { name: "Secret" }) { id } }';
const UPDATE = 'mutation ($id: ID!, $input: UpdateUserInput!) { updateUser(id: $id, input: $input) { id } }';

const manager = () => a.viewers.PORTFOLIO_MANAGER;
const subscription = () => ({ query: CHANGES, variables: { id: book.id } });
const streamOf = async (served = server(), headers = bearer(manager())) => {
  const stream = await postStream(served.url, headers, subscription());
  await until(() => runningOn(served) >= 1);
  return stream;
};
const last = (code: string, message: string) => [{ errors: [{ message, extensions: { code } }] }, 'complete'];
const SESSION_OVER = () => last('UNAUTHENTICATED', 'The session is over. Sign in again.');
const ROLE_CHANGED = () => last('FORBIDDEN', 'The role has changed. Connect again.');

describe('a stream is ended soon after', () => {
  test.each<[string, () => Promise<unknown>, () => unknown]>([
    ['its session was ended', () => server().ask(manager(), 'mutation { logout }'), SESSION_OVER],
    [
      'the user was deactivated',
      () =>
        server().ask(a.viewers.ADMIN, UPDATE, {
          id: a.ids.users.PORTFOLIO_MANAGER,
          input: { isActive: false },
        }),
      SESSION_OVER,
    ],
    [
      'the user was given another role',
      () =>
        server().ask(a.viewers.ADMIN, UPDATE, {
          id: a.ids.users.PORTFOLIO_MANAGER,
          input: { role: 'ANALYST' },
        }),
      ROLE_CHANGED,
    ],
  ])('%s', async (_, revoke, events) => {
    const stream = await streamOf();
    await revoke();
    expect(eventsIn(await stream.ended)).toEqual(events());
  });

  test('its API key was revoked', async () => {
    const make =
      'mutation { createApiKey(input: { name: "k", role: PORTFOLIO_MANAGER }) { secret apiKey { id } } }';
    const { createApiKey } = await server().ask(manager(), make);
    const stream = await streamOf(server(), { authorization: `Bearer ${createApiKey.secret}` });
    await server().ask(manager(), 'mutation ($id: ID!) { revokeApiKey(id: $id) { id } }', {
      id: createApiKey.apiKey.id,
    });
    expect(eventsIn(await stream.ended)).toEqual(SESSION_OVER());
  });

  test('its token ran out', async () => {
    const stream = await streamOf(patient(), { authorization: `Bearer ${shortTokenOf(manager(), 4)}` });
    expect(eventsIn(await stream.ended)).toEqual(last('UNAUTHENTICATED', 'The credentials have expired.'));
  });
});

test.each<[string, string, () => unknown]>([
  ['a session that is over', 'update sessions set ended_at = now() where user_id = ?', SESSION_OVER],
  ['a role that was changed', "update users set role = 'ADMIN' where id = ?", ROLE_CHANGED],
])('before anybody looks, an event does: %s is told nothing', async (_, statement, events) => {
  const stream = await streamOf(patient());
  await database.query(statement, [manager().userId]);
  await patient().ask(a.viewers.ADMIN, RENAME, { id: book.id });
  const text = await stream.ended;
  expect(eventsIn(text)).toEqual(events());
  expect(text).not.toContain('Secret');
});

describe('there are limits', () => {
  const small = useServer(database, { subscriptions: { maxConnections: 3 } });
  const strict = useServer(database, { rateLimitPerMinute: 2 });
  const post = (url: string, headers = bearer(manager())) => postStream(url, headers, subscription());

  test('at most 10 streams and sockets a user: 429, and nothing begins', async () => {
    const sockets = [];
    while (sockets.length < 6) sockets.push(await signedInSocket(patient().url, manager()));
    const streams = [];
    while (streams.length < 4) streams.push(await post(patient().url));
    const eleventh = await post(patient().url);
    expect([eleventh.status, JSON.parse(await eleventh.ended)]).toEqual([
      429,
      {
        errors: [
          {
            message: 'At most 10 WebSockets and event streams a user: close another.',
            extensions: { code: 'RATE_LIMITED' },
          },
        ],
      },
    ]);
    expect(runningOn(patient())).toBe(4);
    const socket = rawSocket(patient().url, { headers: bearer(manager()) });
    await socket.send({ type: 'connection_init' });
    expect(await socket.closed).toMatchObject({ code: 4429 });
    const colleague = await post(patient().url, bearer(a.viewers.VIEWER));
    expect(colleague.status).toBe(200);
    streams.pop()?.hangUp();
    await until(() => runningOn(patient()) === 4);
    const next = await post(patient().url);
    expect(next.status).toBe(200);
    for (const stream of [...streams, colleague, next]) stream.hangUp();
    for (const { socket } of sockets) socket.close();
  });

  test('so many of both a process: 503', async () => {
    const socket = await signedInSocket(small().url, manager());
    const streams = [await post(small().url), await post(small().url, bearer(a.viewers.VIEWER))];
    const refused = await post(small().url, bearer(a.viewers.ANALYST));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.ended).toContain('There are too many subscribers.');
    expect((await rawSocket(small().url).refused).status).toBe(503);
    expect(runningOn(small())).toBe(2);
    for (const stream of streams) stream.hangUp();
    socket.socket.close();
    await until(() => runningOn(small()) === 0);
  });

  test('a stream counts as a request of its user, and a stranger is counted by address: 429', async () => {
    const streams = [await post(strict().url), await post(strict().url)];
    const third = await post(strict().url);
    expect([third.status, Number(third.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(runningOn(strict())).toBe(2);
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await post(strict().url, {} as never)).status);
    expect(statuses).toEqual([401, 401, 429]);
    for (const stream of streams) stream.hangUp();
    await until(() => runningOn(strict()) === 0);
  });

  test('so does one whose document is refused', async () => {
    const statuses = [];
    const headers = bearer(a.viewers.ANALYST);
    for (let count = 0; count < 3; count += 1)
      statuses.push((await postStream(strict().url, headers, { query: '{' })).status);
    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe('where trusted documents alone may run', () => {
  const only = useServer(database, { persistedDocuments: 'only' });

  test('one is subscribed to by its id or name, and any other text is refused', async () => {
    const client = signedInStreams(only().url, manager());
    const adHoc = client.watch(book.id);
    expect(await adHoc.next()).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_REQUIRED' } }],
    });
    expect(runningOn(only())).toBe(0);
    const trusted = client.watch(book.id, {
      query: '',
      documentId: 'PortfolioChanged',
      variables: { portfolioId: book.id },
    });
    await until(() => runningOn(only()) === 1);
    await announceLoans(database, book.key);
    expect((await trusted.next()).data.portfolioChanged.kind).toBe('LOANS');
    trusted.stop();
    await until(() => runningOn(only()) === 0);
  });

  test('so may a key that may run nothing else', async () => {
    const make =
      'mutation { createApiKey(input: { name: "k", role: VIEWER, persistedOnly: true }) { secret } }';
    const { createApiKey } = await patient().ask(a.viewers.VIEWER, make);
    const client = streamClient(patient().url, { 'x-api-key': createApiKey.secret });
    expect(await client.watch(book.id).next()).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_REQUIRED' } }],
    });
    expect(runningOn(patient())).toBe(0);
  });
});

test('what goes wrong on our side has a status, and the request id that the log has', async () => {
  const log = catchLog();
  await database.query('alter table sessions rename to hidden_sessions');
  const stream = await postStream(patient().url, bearer(manager()), subscription());
  await database.query('alter table hidden_sessions rename to sessions');
  const requestId = stream.headers.get('x-request-id');
  expect([stream.status, JSON.parse(await stream.ended).errors]).toEqual([
    500,
    [
      expect.objectContaining({
        message: 'Something went wrong on our side.',
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
      }),
    ],
  ]);
  log.stop();
  expect(log.lines).toEqual([expect.objectContaining({ requestId, msg: 'internal error' })]);
});

test('a server that stops breaks its streams off, so that clients come to another', async () => {
  const stopping = await serve(database);
  const stream = await streamOf(stopping);
  const client = streamClient(stopping.url, bearer(manager()), 1);
  const watching = client.watch(book.id);
  await until(() => runningOn(stopping) === 2);
  await stopping.stop();
  expect(await stream.ended).toBe(':\n\n: The server is stopping.\n\n');
  expect(await watching.ended).toMatchObject({ name: 'NetworkError' });
  expect([client.connections, watching.told, runningOn(stopping)]).toEqual([2, [], 0]);
});

test('a beat keeps a silent stream alive', async () => {
  const lively = await serve(database, { subscriptions: { keepAliveMs: 50 } });
  const stream = await streamOf(lively);
  await stream.until((text) => text === ':\n\n'.repeat(5));
  stream.hangUp();
  await lively.stop();
});
