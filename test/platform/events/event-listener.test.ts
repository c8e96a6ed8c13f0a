import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Client } from 'pg';
import { EventListener } from '../../../src/platform/events/event-listener.ts';
import { useTestDatabase } from '../../support/database.ts';

const database = useTestDatabase();

/** A way to the database that can fall silent, as when a cable is pulled: nobody hangs up. */
async function openTunnel() {
  const { hostname, port, username, password, pathname } = new URL(database.url);
  const pairs: [Socket, Socket][] = [];
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    pairs.push([near, far]);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    connections: pairs,
    newClient: () =>
      new Client({
        host: '127.0.0.1',
        port: (server.address() as AddressInfo).port,
        user: username,
        password,
        database: pathname.slice(1),
        query_timeout: 200,
      }),
    fallSilent() {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
      }
    },
    close() {
      server.close();
      for (const socket of pairs.flat()) socket.destroy();
    },
  };
}

test('a connection that fell silent is found out, and another takes its place', async () => {
  const tunnel = await openTunnel();
  const heard: unknown[] = [];
  const { promise: back, resolve } = Promise.withResolvers<void>();
  const listener = new EventListener(
    tunnel.newClient,
    { onPayload: (payload) => heard.push(payload), onGap: resolve },
    50,
  );
  await listener.listen();
  tunnel.fallSilent();
  await database.query("select pg_notify('riskgraph_events', 'nobody hears this')");
  await back;
  await database.query("select pg_notify('riskgraph_events', 'told')");
  while (heard.length === 0) await new Promise((next) => setTimeout(next, 5));
  expect(heard).toEqual(['told']);
  expect(tunnel.connections).toHaveLength(2);
  await listener.close();
  tunnel.close();
});
