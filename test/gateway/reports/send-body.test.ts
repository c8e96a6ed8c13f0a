import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Response } from 'express';
import { sendBody } from '../../../src/gateway/reports/http/send-body.ts';

const PIECE = Buffer.alloc(1024 * 1024, 'x');
const PIECES = 40;

describe('a body that is sent', () => {
  let http: Server;
  let client: Socket;
  let response: ServerResponse;
  let made: number;
  let isEnded: boolean;

  /** Pieces as they are asked for. */
  async function* body() {
    try {
      for (made = 0; made < PIECES; ) {
        made += 1;
        yield PIECE;
      }
    } finally {
      isEnded = true;
    }
  }

  beforeEach(async () => {
    made = 0;
    isEnded = false;
    http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    client = connect((http.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => {});
    client.pause();
    client.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    [, response] = (await once(http, 'request')) as [unknown, ServerResponse];
  });
  afterEach(() => {
    client.destroy();
    http.close();
  });

  it('comes no faster than it is taken, and whole', async () => {
    const sent = sendBody(response as Response, body());
    while (!response.writableNeedDrain && made < PIECES) await new Promise(setImmediate);
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    // Some lie in the system's buffers; the others were never made.
    expect(made).toBeLessThan(PIECES);
    let bytes = 0;
    client.on('data', (chunk) => {
      bytes += chunk.length;
    });
    const ended = once(client, 'end');
    client.resume();
    await sent;
    await ended;
    expect(made).toBe(PIECES);
    expect(bytes).toBeGreaterThan(PIECES * PIECE.length);
  });

  it('is given up where its client takes nothing for too long', async () => {
    await expect(sendBody(response as Response, body(), 20)).rejects.toThrow('The client takes nothing.');
    expect({ isEnded, isWhole: made === PIECES }).toEqual({ isEnded: true, isWhole: false });
  });

  it('is given up where its client has gone', async () => {
    const sent = sendBody(response as Response, body());
    client.destroy();
    await expect(sent).rejects.toThrow('The client has gone.');
    expect({ isEnded, isWhole: made === PIECES }).toEqual({ isEnded: true, isWhole: false });
  });
});
