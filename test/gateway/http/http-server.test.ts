import type { RequestListener, Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpServer, type HttpLimits } from '../../../src/gateway/http/http-server.ts';

/** Far longer than any limit here; a connection that is still open then was not cut. */
const NEVER_MS = 5_000;
const SILENCE_MS = 300;

let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
  servers = [];
});

async function serve(listener: RequestListener, limits: Partial<HttpLimits> = {}): Promise<number> {
  const server = createHttpServer(listener, { timeoutCheckIntervalMs: 50, ...limits });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Answers with how many bytes the body had. */
const countBytes: RequestListener = (request, response) => {
  let count = 0;
  request.on('data', (chunk) => {
    count += chunk.length;
  });
  request.on('end', () => response.end(`${count} bytes`));
};

interface Client {
  socket: Socket;
  /** All that was answered until the server ended the connection; null if it never did. */
  ended: Promise<string | null>;
}

function open(port: number): Client {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  let answer = '';
  socket.on('data', (bytes) => {
    answer += bytes;
  });
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
  return { socket, ended: Promise.race([closed, sleep(NEVER_MS, null, { ref: false })]) };
}

const post = (length: number, more = '') =>
  `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n${more}\r\n`;

/** Writes one piece after the other; for as long as the connection lasts. */
async function drip(socket: Socket, pieces: Iterable<string>, everyMs: number): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed || !socket.writable) return;
    socket.write(piece);
    await sleep(everyMs);
  }
}

describe('a client is cut', () => {
  it('that connects and says nothing', async () => {
    const client = open(await serve(countBytes, { headersTimeoutMs: SILENCE_MS }));
    expect(await client.ended).toMatch(/^HTTP\/1.1 408 /);
  });

  it('whose headers drip in without end', async () => {
    const client = open(await serve(countBytes, { headersTimeoutMs: SILENCE_MS }));
    client.socket.write('GET / HTTP/1.1\r\nHost: a\r\n');
    await drip(client.socket, Array(100).fill('X-A: b\r\n'), 50);
    expect(await client.ended).toMatch(/^HTTP\/1.1 408 /);
  });

  it('that stops in the middle of a body', async () => {
    const told = Promise.withResolvers<Error>();
    const readAll: RequestListener = (request) => request.on('error', told.resolve).resume();
    const client = open(await serve(readAll, { silenceTimeoutMs: SILENCE_MS }));
    client.socket.write(`${post(1_000)}only this`);
    expect(await client.ended).toBe('');
    expect(await told.promise).toMatchObject({ code: 'ECONNRESET' });
  });

  it('that stops in the middle of a chunk', async () => {
    const client = open(await serve(countBytes, { silenceTimeoutMs: SILENCE_MS }));
    client.socket.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nonly this');
    expect(await client.ended).toBe('');
  });

  it('whose body takes longer than any request may', async () => {
    const limits = { requestTimeoutMs: 500, headersTimeoutMs: 400, silenceTimeoutMs: 10_000 };
    const client = open(await serve(countBytes, limits));
    client.socket.write(post(1_000));
    await drip(client.socket, Array(100).fill('x'), 50);
    expect(await client.ended).toMatch(/^HTTP\/1.1 408 /);
  });

  it('that has been answered and sends no other request', async () => {
    const client = open(await serve(countBytes, { silenceTimeoutMs: SILENCE_MS }));
    client.socket.write(`${post(1)}x`);
    expect(await client.ended).toContain('1 bytes');
  });

  it('that goes on sending what nobody reads, some time after its answer', async () => {
    const refuse: RequestListener = (_request, response) => response.writeHead(400).end('no');
    const client = open(await serve(refuse, { lingerMs: SILENCE_MS }));
    client.socket.write(post(1_000_000));
    await drip(client.socket, Array(100).fill('x'), 50);
    expect(await client.ended).toMatch(/^HTTP\/1.1 400 .*\bno\b/s);
  });
});

describe('a client is not cut', () => {
  it('that is slow, but steady', async () => {
    const client = open(await serve(countBytes, { silenceTimeoutMs: SILENCE_MS }));
    client.socket.write(post(20, 'Connection: close\r\n'));
    await drip(client.socket, Array(20).fill('x'), 100);
    expect(await client.ended).toContain('20 bytes');
  });

  it('that waits for a long answer', async () => {
    const think: RequestListener = (request, response) =>
      request.resume().on('end', () => setTimeout(() => response.end('at last'), 4 * SILENCE_MS));
    const client = open(await serve(think, { silenceTimeoutMs: SILENCE_MS }));
    client.socket.write(`${post(1, 'Connection: close\r\n')}x`);
    expect(await client.ended).toContain('at last');
  });

  it('that waits for a long answer to a body that is empty and not read', async () => {
    const think: RequestListener = (_request, response) =>
      setTimeout(() => response.end('at last'), 4 * SILENCE_MS);
    const client = open(await serve(think, { silenceTimeoutMs: SILENCE_MS }));
    client.socket.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n');
    client.socket.write('Connection: close\r\n\r\n0\r\n\r\n');
    expect(await client.ended).toContain('at last');
  });

  it('whose body nobody has begun to read', async () => {
    const readLate: RequestListener = (request, response) =>
      setTimeout(() => countBytes(request, response), 4 * SILENCE_MS);
    const client = open(await serve(readLate, { silenceTimeoutMs: SILENCE_MS }));
    client.socket.write(post(2_000_000, 'Connection: close\r\n'));
    client.socket.write('x'.repeat(2_000_000));
    expect(await client.ended).toContain('2000000 bytes');
  });

  it('whose body we stopped reading for a while', async () => {
    const pause: RequestListener = (request, response) => {
      countBytes(request, response);
      request.once('data', () => {
        request.pause();
        setTimeout(() => request.resume(), 4 * SILENCE_MS);
      });
    };
    const client = open(await serve(pause, { silenceTimeoutMs: SILENCE_MS }));
    client.socket.write(post(2_000_000, 'Connection: close\r\n'));
    client.socket.write('x'.repeat(2_000_000));
    expect(await client.ended).toContain('2000000 bytes');
  });

  it('whose refused body ends soon: the next request on the connection is answered', async () => {
    const stuck = new Writable({ write: () => {} });
    const refuse: RequestListener = (request, response) => {
      request.pipe(stuck);
      response.end('no');
    };
    const client = open(await serve(refuse, { lingerMs: NEVER_MS }));
    client.socket.write(post(500_000));
    client.socket.write('x'.repeat(500_000));
    client.socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect((await client.ended)?.match(/HTTP\/1.1 200 /g)).toHaveLength(2);
  });
});

describe('there is a bound', () => {
  it('to headers: more than 16 kB of them are answered with 431', async () => {
    const port = await serve(countBytes);
    const ask = (bytes: number) => {
      const client = open(port);
      client.socket.write(
        `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Long: ${'x'.repeat(bytes)}\r\n\r\n`,
      );
      return client.ended;
    };
    expect(await ask(15_000)).toMatch(/^HTTP\/1.1 200 /);
    expect(await ask(17_000)).toMatch(/^HTTP\/1.1 431 /);
  });

  it('to requests on one connection: the last answer says so, and one more is refused', async () => {
    const client = open(
      await serve(countBytes, { maxRequestsPerConnection: 3, silenceTimeoutMs: SILENCE_MS }),
    );
    await drip(client.socket, Array(4).fill(`${post(1)}x`), 100);
    const answers = (await client.ended)?.match(/HTTP\/1.1 \d+|^Connection: .*$/gm);
    expect(answers?.slice(4, 7)).toEqual(['HTTP/1.1 200', 'Connection: close', 'HTTP/1.1 503']);
  });

  it('to connections: one too many is closed at once, and others are served', async () => {
    const port = await serve(countBytes, { maxConnections: 2 });
    const [one, other] = [open(port), open(port)];
    await sleep(100);
    expect(await open(port).ended).toBe('');
    for (const client of [one, other]) {
      client.socket.write(`${post(1, 'Connection: close\r\n')}x`);
      expect(await client.ended).toContain('1 bytes');
    }
  });
});
