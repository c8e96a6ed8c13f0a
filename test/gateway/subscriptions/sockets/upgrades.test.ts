import { connect } from 'node:net';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { useServer } from '../serve.ts';
import { rawSocket, signedInSocket } from '../sockets.ts';

const database = useTestDatabase();
const server = useServer(database, { subscriptions: { maxConnections: 4, maxUnknownConnections: 2 } });
let a: TenantFixture;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
});

/** What a request over TCP is answered, to the last byte. */
function answerTo(request: string): Promise<string> {
  const { hostname, port, host } = new URL(server().url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(request.replace('HOST', host)));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
  });
}

describe('the origin of a page', () => {
  test.each<[string, () => string | undefined]>([
    ['none: a program', () => undefined],
    ['the same host', () => server().url],
    ['one of the list', () => 'https://bank.example'],
  ])('may be %s', async (_, originOf) => {
    const origin = originOf();
    const raw = rawSocket(server().url, origin ? { origin } : {});
    await raw.opened;
    raw.socket.close();
    await raw.closed;
  });

  test.each([
    'https://evil.example',
    'http://bank.example',
    'https://bank.example.evil.example',
    'https://bank.example:444',
    'null',
    '',
    'https://',
  ])('may not be "%s": 403', async (origin) => {
    const raw = rawSocket(server().url, { headers: { origin } });
    const { status, body } = await raw.refused;
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({
      errors: [
        { message: 'Pages of this origin may not open a WebSocket.', extensions: { code: 'FORBIDDEN' } },
      ],
    });
  });
});

test('another path has no sockets: 404', async () => {
  for (const path of ['/', 'x', '/../playground']) {
    const raw = rawSocket(server().url, { path });
    expect((await raw.refused).status).toBe(404);
  }
});

test('without the one subprotocol that is spoken: 4406', async () => {
  const raw = rawSocket(server().url, { protocol: [] });
  expect(await raw.closed).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
  expect((await rawSocket(server().url, { protocol: 'graphql-ws' }).closed).code).not.toBe(1000);
});

test('strangers cannot take the places of who is signed in, and all together have an end: 503', async () => {
  const strangers = [rawSocket(server().url), rawSocket(server().url)];
  await Promise.all(strangers.map(({ opened }) => opened));
  const third = await rawSocket(server().url).refused;
  expect([third.status, JSON.parse(third.body).errors[0].extensions.code]).toEqual([
    503,
    'SERVICE_UNAVAILABLE',
  ]);
  for (const { socket } of strangers) socket.close();
  await Promise.all(strangers.map(({ closed }) => closed));

  const known = [];
  for (let count = 0; count < 4; count += 1) known.push(await signedInSocket(server().url, a.viewers.VIEWER));
  expect((await rawSocket(server().url).refused).status).toBe(503);
  for (const { socket } of known) socket.close();
  await Promise.all(known.map(({ closed }) => closed));
  await rawSocket(server().url).opened;
});

test('a client that offers HTTP/2, as one of Java does unasked, is answered over HTTP/1.1', async () => {
  const answer = await answerTo(
    'GET /healthz HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(answer).toContain('"status":"ok"');
});

test.each([
  ['a key that is none', 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n', 400],
  [
    'a version of long ago',
    'Sec-WebSocket-Version: 7\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n',
    400,
  ],
])('an upgrade with %s is refused', async (_, headers, status) => {
  const answer = await answerTo(
    `GET /graphql HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${headers}\r\n`,
  );
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});
