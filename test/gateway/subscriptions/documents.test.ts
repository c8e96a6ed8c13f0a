import manifest from '../../../schema/persisted-documents.json' with { type: 'json' };
import { documentIdOf } from '../../../src/platform/documents/trusted-document.ts';
import { addPortfolio, type Stored } from '../../subgraphs/credit/books.ts';
import { catchLog } from '../../support/catch-log.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { announceLoans, runningOn, type ServedProcess, serve, until, useServer } from './serve.ts';
import { CHANGES, rawSocket, signedInSocket } from './sockets.ts';
import { bearer, eventsIn, postStream } from './streams/streams.ts';

const database = useTestDatabase();
const server = useServer(database);
const only = useServer(database, { persistedDocuments: 'only' });
const log = useServer(database, { persistedDocuments: 'log' });
const { id } = manifest.operations.find(({ name }) => name === 'PortfolioChanged')!;
let a: TenantFixture;
let b: TenantFixture;
let book: Stored;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  book = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
});

type Socket = ReturnType<typeof rawSocket>;

const subscribe = (socket: Socket, payload: object) =>
  socket.send({
    id: '1',
    type: 'subscribe',
    payload: { query: '', variables: { portfolioId: book.id }, ...payload },
  });

/** Signed in with a key that may run trusted documents only. */
async function socketOfKey({ url, ask }: ServedProcess): Promise<Socket> {
  const make =
    'mutation { createApiKey(input: { name: "k", role: VIEWER, persistedOnly: true }) { secret } }';
  const { createApiKey } = await ask(a.viewers.VIEWER, make);
  const socket = rawSocket(url);
  await socket.send({ type: 'connection_init', payload: { 'x-api-key': createApiKey.secret } });
  await socket.message(({ type }) => type === 'connection_ack');
  return socket;
}

const refusal = async (socket: Socket) => {
  const told = await socket.message(({ type }) => type === 'error');
  socket.socket.close();
  return (told?.payload as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);
};

/** Hears of one change. */
async function hears(socket: Socket, served: ServedProcess): Promise<unknown> {
  await until(() => runningOn(served) === 1);
  await announceLoans(database, book.key);
  const told = await socket.message(({ type }) => type === 'next');
  socket.socket.close();
  await until(() => runningOn(served) === 0);
  return told?.payload;
}

describe('a trusted subscription is begun', () => {
  test.each<[string, object]>([
    ['by id', { documentId: `sha256:${id}` }],
    ['by name', { documentId: 'PortfolioChanged' }],
    ["by Apollo's extension", { extensions: { persistedQuery: { version: 1, sha256Hash: id } } }],
  ])('%s, by a person and by a key for trusted documents only', async (_, payload) => {
    for (const socket of [
      await signedInSocket(server().url, a.viewers.VIEWER),
      await socketOfKey(server()),
    ]) {
      await subscribe(socket, payload);
      expect(await hears(socket, server())).toMatchObject({ data: { portfolioChanged: { kind: 'LOANS' } } });
    }
  });

  test('where nothing else may run', async () => {
    const socket = await signedInSocket(only().url, a.viewers.VIEWER);
    await subscribe(socket, { documentId: 'PortfolioChanged' });
    expect(await hears(socket, only())).toMatchObject({ data: { portfolioChanged: { kind: 'LOANS' } } });
  });
});

describe('a subscription is refused', () => {
  const nothingBegins = () => expect([runningOn(server()), runningOn(only())]).toEqual([0, 0]);
  const adHoc = { query: CHANGES, variables: { id: 'x' } };

  test('that is no trusted one, to a key for trusted documents only', async () => {
    const socket = await socketOfKey(server());
    await subscribe(socket, { ...adHoc, variables: { id: book.id } });
    expect(await refusal(socket)).toEqual(['PERSISTED_QUERY_REQUIRED']);
    nothingBegins();
  });

  test('that is no trusted one, by a server for trusted documents only', async () => {
    const socket = await signedInSocket(only().url, a.viewers.VIEWER);
    await subscribe(socket, adHoc);
    expect(await refusal(socket)).toEqual(['PERSISTED_QUERY_REQUIRED']);
    nothingBegins();
  });

  test.each<[string, object, string]>([
    ['an unknown id', { documentId: `sha256:${'a'.repeat(64)}` }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['an unknown name', { documentId: 'nobody-knows' }, 'PERSISTED_QUERY_NOT_FOUND'],
    [
      'a hash that nobody knows',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
      'PERSISTED_QUERY_NOT_FOUND',
    ],
    ['an id in upper case', { documentId: `sha256:${id.toUpperCase()}` }, 'BAD_USER_INPUT'],
    ['an id and another text', { ...adHoc, documentId: `sha256:${id}` }, 'BAD_USER_INPUT'],
    ['a query', { documentId: 'Viewer' }, 'BAD_USER_INPUT'],
  ])('with %s', async (_, payload, code) => {
    const socket = await signedInSocket(server().url, a.viewers.VIEWER);
    await subscribe(socket, payload);
    expect(await refusal(socket)).toEqual([code]);
    nothingBegins();
  });
});

test('one that is no trusted one is logged where that is wanted, with its hash and no variables', async () => {
  const caught = catchLog();
  const socket = await signedInSocket(log().url, a.viewers.VIEWER);
  await subscribe(socket, { query: CHANGES, variables: { id: book.id } });
  await hears(socket, log());
  caught.stop();
  expect(caught.lines).toEqual([
    {
      level: 'warn',
      time: expect.any(String),
      requestId: expect.any(String),
      operation: '(without a name)',
      documentId: `sha256:${documentIdOf(CHANGES)}`,
      msg: 'ad-hoc document',
    },
  ]);
});

describe('a subscription that somebody registered', () => {
  const NAME = 'own-changes';
  const TEXT = 'subscription ($portfolioId: ID!) { portfolioChanged(portfolioId: $portfolioId) { kind } }';
  const LOANS = { data: { portfolioChanged: { kind: 'LOANS' } } };
  beforeAll(() =>
    server().ask(
      a.viewers.ANALYST,
      'mutation ($input: RegisterDocumentInput!) { registerDocument(input: $input) { id } }',
      { input: { name: NAME, body: TEXT } },
    ),
  );
  const called: [string, object][] = [
    ['its name', { documentId: NAME }],
    ['its id', { documentId: `sha256:${documentIdOf(TEXT)}` }],
  ];

  test.each(called)('is begun by %s over a socket, where nothing else may run', async (_, payload) => {
    const person = await signedInSocket(only().url, a.viewers.VIEWER);
    await subscribe(person, payload);
    expect(await hears(person, only())).toEqual(LOANS);
    const key = await socketOfKey(server());
    await subscribe(key, payload);
    expect(await hears(key, server())).toEqual(LOANS);
  });

  test.each(called)('is begun by %s as an event stream', async (_, payload) => {
    const stream = await postStream(only().url, bearer(a.viewers.VIEWER), {
      ...payload,
      variables: { portfolioId: book.id },
    });
    await until(() => runningOn(only()) === 1);
    await announceLoans(database, book.key);
    await stream.until((text) => text.includes('event: next'));
    expect(eventsIn(stream.text)).toEqual([LOANS]);
    stream.hangUp();
    await until(() => runningOn(only()) === 0);
  });

  test.each(called)('is not there by %s to another tenant, and nothing begins', async (_, payload) => {
    const socket = await signedInSocket(only().url, b.viewers.ADMIN);
    await subscribe(socket, payload);
    expect(await refusal(socket)).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    const stream = await postStream(only().url, bearer(b.viewers.ADMIN), payload);
    expect(eventsIn(await stream.ended)).toMatchObject([
      { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
      'complete',
    ]);
    expect(runningOn(only())).toBe(0);
  });

  test('counts as one request, whoever has to know first who asks', async () => {
    const strict = await serve(database, { rateLimitPerMinute: 2 });
    const socket = await signedInSocket(strict.url, a.viewers.VIEWER);
    await subscribe(socket, { documentId: NAME });
    await until(() => runningOn(strict) === 1);
    await socket.send({ id: '2', type: 'subscribe', payload: { query: '', documentId: 'nobody-knows' } });
    expect(await socket.message(({ id }) => id === '2')).toMatchObject({
      payload: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
    await socket.send({ id: '3', type: 'subscribe', payload: { query: '', documentId: 'nobody-knows' } });
    expect(await socket.message(({ id }) => id === '3')).toMatchObject({
      payload: [{ extensions: { code: 'RATE_LIMITED' } }],
    });
    socket.socket.close();
    await strict.stop();
  });

  test('is no query: over plain HTTP it needs another transport', async () => {
    const response = await fetch(`${server().url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(a.viewers.VIEWER) },
      body: JSON.stringify({ documentId: NAME, variables: { portfolioId: book.id } }),
    });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(runningOn(server())).toBe(0);
  });
});
