import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from 'pg';
import { announcement, type DomainEvent } from '../../../src/platform/events/event.ts';
import { EventHub } from '../../../src/platform/events/event-hub.ts';
import { listeningClient } from '../../../src/platform/events/listening-client.ts';
import { useTestDatabase } from '../../support/database.ts';

const database = useTestDatabase();
let hub: EventHub;
beforeEach(() => {
  hub = new EventHub(() => listeningClient(database.orm));
});
afterEach(() => hub.close());

/** Hears one topic, and lets a test wait for what it hears. */
async function hearerOf(topic: string, events = hub) {
  const heard: DomainEvent['data'][] = [];
  const gaps: string[] = [];
  let wake = () => {};
  const unsubscribe = await events.subscribe(topic, {
    onEvent: ({ data }) => {
      heard.push(data);
      wake();
    },
    onGap: () => {
      gaps.push(topic);
      wake();
    },
  });
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { heard, gaps, unsubscribe, until };
}

const announce = (topic: string, number: number, em = database.orm.em.fork()) =>
  sql`select ${announcement(sql`${topic}::text`, sql`json_build_object('number', ${number}::int)`)}`.execute(
    em.getKysely(),
  );

const listening = () =>
  database.query<{ pid: number }>(
    "select pid from pg_stat_activity where application_name = 'riskgraph events' and datname = current_database()",
  );

test('nobody listens before there is a subscriber; then one connection listens for all', async () => {
  expect(await listening()).toEqual([]);
  await Promise.all([hearerOf('a'), hearerOf('b')]);
  expect(await listening()).toHaveLength(1);
  await hub.close();
  expect(await listening()).toEqual([]);
});

test('an event reaches the subscribers of its topic, in every process, and no others', async () => {
  const elsewhere = new EventHub(() => listeningClient(database.orm));
  const [here, there, other] = [await hearerOf('a'), await hearerOf('a', elsewhere), await hearerOf('b')];
  await announce('a', 1);
  await announce('b', 2);
  await Promise.all([here.until(() => here.heard.length > 0), there.until(() => there.heard.length > 0)]);
  await other.until(() => other.heard.length > 0);
  expect([here.heard, there.heard, other.heard]).toEqual([[{ number: 1 }], [{ number: 1 }], [{ number: 2 }]]);
  await elsewhere.close();
});

test('what is rolled back is never told, and what is committed only then', async () => {
  const hearer = await hearerOf('a');
  const em = database.orm.em.fork();
  await em.begin();
  await announce('a', 1, em);
  await em.rollback();
  await em.transactional(async (inside) => {
    await inside.execute('savepoint before');
    await announce('a', 2, inside as typeof em);
    await inside.execute('rollback to savepoint before');
    await announce('a', 3, inside as typeof em);
    await announce('a', 4);
    await hearer.until(() => hearer.heard.length > 0);
    expect(hearer.heard).toEqual([{ number: 4 }]);
  });
  await hearer.until(() => hearer.heard.length > 1);
  expect(hearer.heard).toEqual([{ number: 4 }, { number: 3 }]);
});

test('what other programs say on the channel is no event', async () => {
  const hearer = await hearerOf('a');
  for (const payload of ['', 'a', '{"topic":"a"}', '{"topic":"a","data":null}', '[]', 'null'])
    await database.query('select pg_notify(?, ?)', ['riskgraph_events', payload]);
  await announce('a', 1);
  await hearer.until(() => hearer.heard.length > 0);
  expect(hearer.heard).toEqual([{ number: 1 }]);
});

test('whoever unsubscribes is forgotten', async () => {
  const [gone, there] = [await hearerOf('a'), await hearerOf('a')];
  expect(hub.subscriptionCount).toBe(2);
  gone.unsubscribe();
  await announce('a', 1);
  await there.until(() => there.heard.length > 0);
  expect(gone.heard).toEqual([]);
  there.unsubscribe();
  expect(hub.subscriptionCount).toBe(0);
});

test('a lost connection comes back by itself, says that there was a gap, and hears again', async () => {
  const [first, second] = [await hearerOf('a'), await hearerOf('b')];
  for (const { pid } of await listening()) await database.query('select pg_terminate_backend(?)', [pid]);
  await Promise.all([first.until(() => first.gaps.length > 0), second.until(() => second.gaps.length > 0)]);
  await announce('a', 1);
  await first.until(() => first.heard.length > 0);
  expect([first.heard, first.gaps, second.gaps]).toEqual([[{ number: 1 }], ['a'], ['b']]);
});

test('a database that does not answer is told as that; nobody stays subscribed', async () => {
  const nowhere = new EventHub(() => new Client({ host: '127.0.0.1', port: 1 }));
  await expect(hearerOf('a', nowhere)).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
  expect(nowhere.subscriptionCount).toBe(0);
  await nowhere.close();
});

test('once closed, it does not come back', async () => {
  await hearerOf('a');
  const [connection] = await listening();
  await database.query('select pg_terminate_backend(?)', [connection?.pid]);
  while ((await listening()).length > 0) await wait(5);
  await hub.close();
  await wait(500);
  expect(await listening()).toEqual([]);
  await expect(hearerOf('a')).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
});

test('nor when it was just about to', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const clients = [listeningClient(database.orm)];
  const lost = new EventHub(() => clients.pop() ?? new Client({ host: '127.0.0.1', port }));
  await hearerOf('a', lost);
  for (const { pid } of await listening()) await database.query('select pg_terminate_backend(?)', [pid]);
  await once(silent, 'connection');
  const closed = lost.close();
  sockets[0]?.destroy();
  await closed;
  await wait(500);
  silent.close();
  for (const socket of sockets) socket.destroy();
  expect(sockets).toHaveLength(1);
});
