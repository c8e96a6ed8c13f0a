import { jest } from '@jest/globals';
import { Client } from 'pg';
import { addPortfolio, type Stored } from '../../subgraphs/credit/books.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { announceLoans, runningOn, until, useServer } from './serve.ts';
import { CHANGES, rawSocket, signedInSocket, subscribeMessage } from './sockets.ts';

const database = useTestDatabase();
const server = useServer(database);
let a: TenantFixture;
let book: Stored;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
  book = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
});
afterEach(() => until(() => runningOn(server()) === 0));

const RENAME = 'mutation ($id: ID!) { updatePortfolio(id: $id, input: { name: "New" }) { id } }';

const subscribers = (count: number) => until(() => runningOn(server()) === count);

/** What a message with this document is answered, on a socket of its own. */
async function answerTo(query: string, variables: object = { id: book.id }) {
  const raw = await signedInSocket(server().url, a.viewers.VIEWER);
  await raw.send({ id: '1', type: 'subscribe', payload: { query, variables } });
  const answer = await raw.message(({ id }) => id === '1');
  raw.socket.close();
  return answer;
}

test('at most 20 subscriptions a socket; one that is completed makes room', async () => {
  const raw = await signedInSocket(server().url, a.viewers.PORTFOLIO_MANAGER);
  for (let count = 1; count <= 21; count += 1) await raw.send(subscribeMessage(String(count), book.id));
  const refused = await raw.message(({ type }) => type === 'error');
  expect(refused).toMatchObject({
    id: '21',
    payload: [
      {
        message: 'At most 20 subscriptions on a socket: complete another first.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ],
  });
  await subscribers(20);
  await raw.send({ id: '7', type: 'complete' });
  await subscribers(19);
  await raw.send(subscribeMessage('22', book.id));
  await subscribers(20);
  expect(raw.messages.filter(({ type }) => type === 'error')).toHaveLength(1);
  raw.socket.close();
});

test('a subscription that could not begin takes no room', async () => {
  const raw = await signedInSocket(server().url, a.viewers.PORTFOLIO_MANAGER);
  for (let count = 1; count <= 25; count += 1) {
    await raw.send(subscribeMessage(`bad ${count}`, 'UG9ydGZvbGlvOjk5OTk5OQ'));
    await raw.message(({ id }) => id === `bad ${count}`);
  }
  await raw.send(subscribeMessage('good', book.id));
  await subscribers(1);
  raw.socket.close();
});

test('nor does one that raced for the id of another outlive its socket', async () => {
  const raw = await signedInSocket(server().url, a.viewers.PORTFOLIO_MANAGER);
  for (let count = 0; count < 10; count += 1) {
    await raw.send(subscribeMessage('same', book.id));
    await raw.send({ id: 'same', type: 'complete' });
  }
  await raw.send(subscribeMessage('same', book.id));
  await until(() => runningOn(server()) > 0);
  await raw.send(subscribeMessage('last', 'UG9ydGZvbGlvOjk5OTk5OQ'));
  await raw.message(({ id }) => id === 'last');
  raw.socket.close();
  await subscribers(0);
});

test('at most 10 sockets a user, however they signed in; another user is not in the way', async () => {
  const make = 'mutation { createApiKey(input: { name: "k", role: VIEWER }) { secret } }';
  const { createApiKey } = await server().ask(a.viewers.VIEWER, make);
  const byKey = async () => {
    const raw = rawSocket(server().url);
    await raw.send({ type: 'connection_init', payload: { 'x-api-key': createApiKey.secret } });
    return raw;
  };
  const sockets = [await byKey()];
  await sockets[0]?.message(({ type }) => type === 'connection_ack');
  while (sockets.length < 10) sockets.push(await signedInSocket(server().url, a.viewers.VIEWER));
  const eleventh = await byKey();
  expect(await eleventh.closed).toEqual({
    code: 4429,
    reason: 'At most 10 WebSockets and event streams a user: close another.',
  });
  expect(eleventh.messages).toEqual([]);
  const colleague = await signedInSocket(server().url, a.viewers.ANALYST);
  sockets.pop()?.socket.close();
  await until(async () => {
    const raw = await byKey();
    const outcome = await Promise.race([raw.closed, raw.message(({ type }) => type === 'connection_ack')]);
    raw.socket.close();
    return outcome !== undefined && 'type' in outcome;
  });
  for (const { socket } of [...sockets, colleague]) socket.close();
});

describe('a message', () => {
  test('of more than 64 kB closes the socket: 1009', async () => {
    const raw = await signedInSocket(server().url, a.viewers.VIEWER);
    await raw.send({ type: 'ping', payload: { text: 'x'.repeat(64 * 1024 - 100) } });
    await raw.message(({ type }) => type === 'pong');
    await raw.send({ type: 'ping', payload: { text: 'x'.repeat(64 * 1024) } });
    expect(await raw.closed).toMatchObject({ code: 1009 });
  });

  test('in as many pieces is no smaller', async () => {
    const raw = await signedInSocket(server().url, a.viewers.VIEWER);
    for (let count = 0; count < 65; count += 1)
      raw.socket.send('x'.repeat(1024), { fin: false, binary: false });
    expect(await raw.closed).toMatchObject({ code: 1009 });
  });

  test.each([
    'no JSON',
    '[]',
    '{"type":"unknown"}',
    '{"type":"subscribe","id":1}',
    '{"__proto__":null}',
  ])('that the protocol does not know closes the socket: %s', async (message) => {
    const raw = await signedInSocket(server().url, a.viewers.VIEWER);
    await raw.send(message);
    expect(await raw.closed).toMatchObject({ code: 4400 });
  });
});

describe('a document is refused like over HTTP, before anything is asked of the database', () => {
  const field = (selection: string) =>
    `subscription ($id: ID!) { portfolioChanged(portfolioId: $id) { ${selection} } }`;
  test.each<[string, string, object | undefined, string, string]>([
    [
      'a query',
      '{ me { id } }',
      undefined,
      'BAD_USER_INPUT',
      'This is a query: over WebSockets and event streams only subscriptions are served.',
    ],
    [
      'a mutation',
      'mutation { logout }',
      undefined,
      'BAD_USER_INPUT',
      'This is a mutation: over WebSockets and event streams only subscriptions are served.',
    ],
    ['the schema', '{ __schema { types { name } } }', undefined, 'BAD_USER_INPUT', 'This is a query'],
    ['what cannot be parsed', 'subscription {', undefined, 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
    ['too many tokens', field('kind '.repeat(2_001)), undefined, 'GRAPHQL_PARSE_FAILED', '2000'],
    ['no field of ours', field('nothing'), undefined, 'GRAPHQL_VALIDATION_FAILED', 'nothing'],
    [
      'two subscriptions in one',
      'subscription ($id: ID!) { a: portfolioChanged(portfolioId: $id) { kind } b: portfolioChanged(portfolioId: $id) { kind } }',
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
      'must select only one top level field',
    ],
    ['a variable that is missing', field('kind'), {}, 'BAD_USER_INPUT', '$id'],
    [
      'an id of something else',
      field('kind'),
      { id: 'VXNlcjox' },
      'BAD_USER_INPUT',
      'not the id of a Portfolio',
    ],
    [
      'too many aliases',
      field(Array.from({ length: 31 }, (_, at) => `a${at}: kind`).join(' ')),
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
      'alias',
    ],
    [
      'too deep',
      field(
        `portfolio { owner { ${'organization { users { nodes { '.repeat(3)} id ${'} } } '.repeat(3)} } }`,
      ),
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
      'levels of fields',
    ],
    [
      'too much',
      field('portfolio { loans(first: 100) { nodes { portfolio { loans(first: 100) { nodes { id } } } } } }'),
      undefined,
      'COST_EXCEEDED',
      'at most 10000',
    ],
    [
      'too long a page',
      field('portfolio { loans(first: 101) { nodes { id } } }'),
      undefined,
      'BAD_USER_INPUT',
      '100',
    ],
  ])('%s', async (_, query, variables, code, words) => {
    const answer = await answerTo(query, variables);
    expect(answer).toMatchObject({
      type: 'error',
      payload: [{ message: expect.stringContaining(words), extensions: { code } }],
    });
  });
});

describe('a subscription counts as a request', () => {
  const strict = useServer(database, { rateLimitPerMinute: 3 });
  test('of its user', async () => {
    const raw = await signedInSocket(strict().url, a.viewers.VIEWER);
    for (let count = 1; count <= 4; count += 1) {
      await raw.send(subscribeMessage(String(count), book.id));
      if (count <= 3) await until(() => runningOn(strict()) === count);
    }
    expect(await raw.message(({ type }) => type === 'error')).toMatchObject({
      id: '4',
      payload: [{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } }],
    });
    expect(runningOn(strict())).toBe(3);
    raw.socket.close();
  });
});

describe('one change that many subscribe to', () => {
  const careful = useServer(database, { subscriptions: { maxConcurrentEvents: 2 } });
  test('takes a few turns, and leaves connections to the others', async () => {
    const raw = await signedInSocket(careful().url, a.viewers.PORTFOLIO_MANAGER);
    for (let count = 1; count <= 8; count += 1) await raw.send(subscribeMessage(String(count), book.id));
    await until(() => runningOn(careful()) === 8);
    const { authenticator } = careful().house;
    const ask = authenticator.viewersOf;
    const atOnce: number[] = [0];
    const asked = jest.spyOn(authenticator, 'viewersOf').mockImplementation(async (logins, context) => {
      atOnce.push((atOnce.at(-1) ?? 0) + logins.length);
      const viewers = await ask(logins, context);
      await new Promise((resolve) => setTimeout(resolve, 20));
      atOnce.push((atOnce.at(-1) ?? 0) - logins.length);
      return viewers;
    });
    await careful().ask(a.viewers.ADMIN, RENAME, { id: book.id });
    await until(() => raw.messages.filter(({ type }) => type === 'next').length === 8);
    asked.mockRestore();
    expect(Math.max(...atOnce)).toBe(2);
    raw.socket.close();
  });
});

test('an event that cannot be answered in 10 s is told as that, and the next comes', async () => {
  const raw = await signedInSocket(server().url, a.viewers.PORTFOLIO_MANAGER);
  await raw.send(subscribeMessage('1', book.id));
  await subscribers(1);
  const blocker = new Client({ connectionString: database.ownerUrl });
  await blocker.connect();
  await blocker.query('begin; lock table portfolios in access exclusive mode');
  await announceLoans(database, book.key);
  const late = await raw.message(({ type }) => type === 'next');
  await blocker.end();
  expect(late).toMatchObject({ payload: { errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] } });
  raw.messages.length = 0;
  await server().ask(a.viewers.ADMIN, RENAME, { id: book.id });
  expect(await raw.message(({ type }) => type === 'next')).toMatchObject({
    payload: { data: { portfolioChanged: { kind: 'PORTFOLIO' } } },
  });
  raw.socket.close();
});

describe('a client that takes nothing', () => {
  const impatient = useServer(database, { subscriptions: { keepAliveMs: 200 } });

  test('is cut where it asks faster than it reads', async () => {
    const raw = await signedInSocket(server().url, a.viewers.VIEWER);
    raw.socket.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(60_000) } });
    // More than the buffers of both ends' TCP hold.
    for (let count = 0; count < 1_000 && raw.socket.readyState === raw.socket.OPEN; count += 1)
      await new Promise((resolve) => raw.socket.send(ping, resolve));
    raw.socket.resume();
    expect(await raw.closed).toMatchObject({ code: 1006 });
  });

  test('is cut where it answers no ping, and its subscriptions end', async () => {
    const raw = await signedInSocket(impatient().url, a.viewers.VIEWER);
    await raw.send({ id: '1', type: 'subscribe', payload: { query: CHANGES, variables: { id: book.id } } });
    await until(() => runningOn(impatient()) === 1);
    raw.socket.pause();
    await until(() => runningOn(impatient()) === 0);
    raw.socket.resume();
    expect(await raw.closed).toMatchObject({ code: 1006 });
  });

  test('one that answers stays', async () => {
    const raw = await signedInSocket(impatient().url, a.viewers.VIEWER);
    let pings = 0;
    raw.socket.on('ping', () => {
      pings += 1;
    });
    await until(() => pings >= 5);
    expect(raw.socket.readyState).toBe(raw.socket.OPEN);
    raw.socket.close();
  });
});
