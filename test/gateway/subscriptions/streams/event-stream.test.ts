import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { EventStream } from '../../../../src/gateway/subscriptions/streams/event-stream.ts';
import type { SubscriptionResults } from '../../../../src/gateway/subscriptions/subscription-results.ts';
import { until } from '../serve.ts';

const MEGABYTE = 'x'.repeat(1024 * 1024);

/** Events without end, each a megabyte, on a stream to a client that reads nothing. */
async function streamToSilence(keepAliveMs: number) {
  let made = 0;
  let isOver = false;
  async function* endless() {
    try {
      for (;;) {
        made += 1;
        yield { data: { text: MEGABYTE } };
      }
    } finally {
      isOver = true;
    }
  }
  const http = createServer((_, response) => {
    void new EventStream(response, keepAliveMs).carry(endless() as unknown as SubscriptionResults);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const socket = connect((http.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  return {
    made: () => made,
    isOver: () => isOver,
    socket,
    stop() {
      socket.destroy();
      http.closeAllConnections();
      http.close();
    },
  };
}

/** Until a number does not grow any more. */
async function settled(count: () => number): Promise<number> {
  for (let before = -1; before !== count() || before === 0; ) {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return count();
}

describe('a client that reads nothing', () => {
  test('is sent what its connection holds; nothing is made ready beyond that', async () => {
    const { made, socket, stop } = await streamToSilence(60_000);
    // Buffers of TCP at both ends hold some megabytes.
    const before = await settled(made);
    expect(before).toBeLessThan(30);
    socket.resume();
    await until(() => made() > before + 30);
    stop();
  });

  test('is cut once it has not taken a beat by the next, and its subscription ends', async () => {
    const { isOver, socket, stop } = await streamToSilence(200);
    await until(isOver);
    expect(socket.destroyed).toBe(false);
    stop();
  });
});
