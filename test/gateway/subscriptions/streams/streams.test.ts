import { addPortfolio, type Stored } from '../../../subgraphs/credit/books.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { announceLoans, runningOn, type ServedProcess, serve, until, useServer } from '../serve.ts';
import { CHANGES } from '../sockets.ts';
import { bearer, eventsIn, postStream, requestStream, signedInStreams, streamClient } from './streams.ts';

const RENAME =
  'mutation ($id: ID!, $name: String!) { updatePortfolio(id: $id, input: { name: $name }) { id } }';

const database = useTestDatabase();
const here = useServer(database);
let there: ServedProcess;
let a: TenantFixture;
let b: TenantFixture;
let book: Stored;
const clients: { dispose(): unknown }[] = [];
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  there = await serve(database);
});
beforeEach(async () => {
  book = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.dispose();
  // Whoever left is forgotten: nothing of a test reaches the next.
  await Promise.all([subscribers(here(), 0), subscribers(there, 0)]);
});
afterAll(() => there.stop());

const connect = (viewer = a.viewers.PORTFOLIO_MANAGER, process = here()) => {
  const client = signedInStreams(process.url, viewer);
  clients.push(client);
  return client;
};
const subscribers = (process: ServedProcess, count: number) => until(() => runningOn(process) === count);
const rename = (name: string, process = here()) =>
  process.ask(a.viewers.ADMIN, RENAME, { id: book.id, name });

test('a change through one server reaches the streams of all, and ends with them', async () => {
  const [mine, theirs] = [connect().watch(book.id), connect(a.viewers.VIEWER, there).watch(book.id)];
  await Promise.all([subscribers(here(), 1), subscribers(there, 1)]);
  await rename('Renamed', there);
  const change = { kind: 'PORTFOLIO', dataVersion: '2', portfolio: { id: book.id, name: 'Renamed' } };
  expect(await mine.next()).toEqual({ data: { portfolioChanged: change } });
  expect(await theirs.next()).toEqual({ data: { portfolioChanged: change } });
  mine.stop();
  await subscribers(here(), 0);
  await rename('Again');
  expect((await theirs.next()).data.portfolioChanged.portfolio.name).toBe('Again');
  expect(mine.told).toHaveLength(1);
});

test('a deletion is the last event, and completes the subscription', async () => {
  const watching = connect().watch(book.id);
  await subscribers(here(), 1);
  await here().ask(a.viewers.ADMIN, 'mutation ($id: ID!) { deletePortfolio(id: $id) { id } }', {
    id: book.id,
  });
  expect((await watching.next()).data.portfolioChanged).toMatchObject({ kind: 'DELETED' });
  expect(await watching.ended).toBeNull();
});

test('changes that come while an event is answered are one', async () => {
  const watching = connect().watch(book.id);
  await subscribers(here(), 1);
  for (let count = 0; count < 20; count += 1) await announceLoans(database, book.key);
  await rename('Last');
  while ((await watching.next()).data.portfolioChanged.kind !== 'PORTFOLIO');
  expect(watching.told.length).toBeLessThan(20);
});

test.each([
  ['in its own header', (secret: string) => ({ 'x-api-key': secret })],
  ['as a bearer', (secret: string) => ({ authorization: `Bearer ${secret}` })],
])('an API key subscribes %s', async (_, headersOf) => {
  const make = 'mutation { createApiKey(input: { name: "tool", role: PORTFOLIO_MANAGER }) { secret } }';
  const { createApiKey } = await here().ask(a.viewers.PORTFOLIO_MANAGER, make);
  const client = streamClient(here().url, headersOf(createApiKey.secret));
  clients.push(client);
  const watching = client.watch(book.id);
  await subscribers(here(), 1);
  await rename('By key');
  expect((await watching.next()).data.portfolioChanged.portfolio.name).toBe('By key');
});

describe('a plain request', () => {
  const change = { data: { portfolioChanged: expect.objectContaining({ kind: 'LOANS' }) } };

  test('is answered by events, which no proxy holds back and nobody keeps', async () => {
    const stream = await postStream(here().url, bearer(a.viewers.VIEWER), {
      query: CHANGES,
      variables: { id: book.id },
    });
    expect(stream.status).toBe(200);
    expect(Object.fromEntries(stream.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': expect.any(String),
    });
    await stream.until((text) => text.startsWith(':\n\n'));
    await announceLoans(database, book.key);
    await stream.until((text) => text.includes('event: next'));
    expect(eventsIn(stream.text)).toEqual([change]);
    stream.hangUp();
  });

  test('may be a GET, as a command line makes it', async () => {
    const variables = encodeURIComponent(JSON.stringify({ portfolioId: book.id }));
    const stream = await requestStream(here().url, {
      path: `/graphql?documentId=PortfolioChanged&variables=${variables}`,
      headers: { accept: 'text/event-stream', ...bearer(a.viewers.VIEWER) },
    });
    await subscribers(here(), 1);
    await announceLoans(database, book.key);
    await stream.until((text) => text.includes('event: next'));
    expect(eventsIn(stream.text)).toEqual([change]);
    stream.hangUp();
  });

  test.each([
    'application/json, text/event-stream',
    'application/graphql-response+json, application/json, text/event-stream, multipart/mixed',
    '*/*',
    'text/event-stream;q=0.5, application/json',
  ])('that also takes JSON is answered by JSON: %s', async (accept) => {
    const stream = await postStream(here().url, bearer(a.viewers.VIEWER), { query: '{ me { id } }' }, accept);
    expect(JSON.parse(await stream.ended)).toMatchObject({ data: { me: { id: a.ids.users.VIEWER } } });
  });

  test('without a stream has to accept one', async () => {
    const asked = here().ask(a.viewers.PORTFOLIO_MANAGER, CHANGES, { id: book.id });
    await expect(asked).rejects.toThrow('or a request that accepts text/event-stream alone.');
  });

  test("that reserves a stream for many operations is refused: the protocol's other mode", async () => {
    const { status } = await requestStream(here().url, {
      method: 'PUT',
      headers: { accept: 'text/event-stream', ...bearer(a.viewers.VIEWER) },
    });
    expect(status).toBe(400);
  });
});

describe('nothing is told', () => {
  const answerTo = async (body: object, headers: Record<string, string> = bearer(a.viewers.VIEWER)) => {
    const stream = await postStream(here().url, headers, body);
    return { status: stream.status, headers: stream.headers, text: await stream.ended };
  };
  const nobodySubscribes = () => expect(runningOn(here())).toBe(0);
  const refusal = (code: string) => [
    { errors: [expect.objectContaining({ extensions: expect.objectContaining({ code }) })] },
    'complete',
  ];

  test("of another tenant's portfolio: it is not there", async () => {
    const foreign = await answerTo({ query: CHANGES, variables: { id: book.id } }, bearer(b.viewers.ADMIN));
    expect([foreign.status, eventsIn(foreign.text)]).toEqual([200, refusal('NOT_FOUND')]);
    nobodySubscribes();
    const [own, stranger] = [connect().watch(book.id), connect(b.viewers.ADMIN).watch(book.id)];
    await subscribers(here(), 1);
    await rename('Unseen');
    await own.next();
    expect(stranger.told).toEqual([expect.objectContaining({ errors: expect.anything() })]);
    expect(JSON.stringify(stranger.told)).not.toContain('Unseen');
  });

  test('of a portfolio that is given away', async () => {
    const watching = connect().watch(book.id);
    await subscribers(here(), 1);
    await here().ask(
      a.viewers.ADMIN,
      'mutation ($id: ID!, $to: ID!) { updatePortfolio(id: $id, input: { name: "Secret", ownerId: $to }) { id } }',
      { id: book.id, to: a.ids.users.ADMIN },
    );
    expect(await watching.next()).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    expect(await watching.ended).toBeNull();
    expect(JSON.stringify(watching.told)).not.toContain('Secret');
  });

  test.each<[string, Record<string, string>, string]>([
    ['without credentials', {}, 'Sign in first.'],
    [
      'with a token of nobody',
      { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
      'The token is not valid.',
    ],
    ['with an API key of nobody', { 'x-api-key': 'rgk_nobody' }, 'The API key is not valid.'],
  ])('%s: 401', async (_, headers, message) => {
    const { status, text } = await answerTo({ query: CHANGES, variables: { id: book.id } }, headers);
    expect([status, JSON.parse(text)]).toEqual([
      401,
      { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
    nobodySubscribes();
  });

  test("to a page of another site: a browser's EventSource shows no credentials", async () => {
    const query = new URLSearchParams({ query: CHANGES, variables: JSON.stringify({ id: book.id }) });
    const stream = await requestStream(here().url, {
      path: `/graphql?${query}`,
      headers: { accept: 'text/event-stream', origin: 'https://evil.example', cookie: 'session=1' },
    });
    expect(stream.status).toBe(401);
    expect(stream.headers.has('access-control-allow-origin')).toBe(false);
    nobodySubscribes();
  });

  test.each<[string, object, string]>([
    ['a query', { query: '{ me { id } }' }, 'BAD_USER_INPUT'],
    ['a mutation', { query: 'mutation { logout }' }, 'BAD_USER_INPUT'],
    ['what cannot be parsed', { query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED'],
    ['no text', {}, 'GRAPHQL_PARSE_FAILED'],
    ['a text that is none', { query: 1 }, 'BAD_USER_INPUT'],
    ['variables that are a list', { query: CHANGES, variables: [] }, 'BAD_USER_INPUT'],
    ['a list of requests', [{ query: CHANGES }], 'GRAPHQL_PARSE_FAILED'],
    ['no field of ours', { query: 'subscription { nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a variable that is missing', { query: CHANGES }, 'BAD_USER_INPUT'],
    ['an id of something else', { query: CHANGES, variables: { id: 'VXNlcjox' } }, 'BAD_USER_INPUT'],
    [
      'too much',
      {
        query:
          'subscription ($id: ID!) { portfolioChanged(portfolioId: $id) { portfolio { loans(first: 100) { nodes { portfolio { loans(first: 100) { nodes { id } } } } } } } }',
        variables: { id: 'x' },
      },
      'COST_EXCEEDED',
    ],
    ['an unknown document', { documentId: 'nobody-knows' }, 'PERSISTED_QUERY_NOT_FOUND'],
  ])('for %s: the error comes as an event, and completes it', async (_, body, code) => {
    const { status, text } = await answerTo(body);
    expect([status, eventsIn(text)]).toEqual([200, refusal(code)]);
    nobodySubscribes();
  });

  test('for variables in the address that are no JSON', async () => {
    const stream = await requestStream(here().url, {
      path: '/graphql?documentId=PortfolioChanged&variables={',
      headers: { accept: 'text/event-stream', ...bearer(a.viewers.VIEWER) },
    });
    expect(eventsIn(await stream.ended)).toMatchObject([
      { errors: [{ extensions: { issues: [{ path: ['variables'], message: 'It has to be an object.' }] } }] },
      'complete',
    ]);
  });
});

test('clients that drop without a word leave nothing behind', async () => {
  for (let round = 0; round < 5; round += 1) {
    const streams = await Promise.all(
      Array.from({ length: 5 }, () =>
        postStream(here().url, bearer(a.viewers.PORTFOLIO_MANAGER), {
          query: CHANGES,
          variables: { id: book.id },
        }),
      ),
    );
    await subscribers(here(), 5);
    for (const stream of streams) stream.hangUp();
    await subscribers(here(), 0);
  }
});
