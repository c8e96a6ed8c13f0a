import { jest } from '@jest/globals';
import { addPortfolio, type Stored } from '../../subgraphs/credit/books.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { runningOn, serve, until } from './serve.ts';
import { rawSocket, signedInClient, signedInSocket, subscribeMessage } from './sockets.ts';

const database = useTestDatabase();
let a: TenantFixture;
let book: Stored;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
  book = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
});

const GOING = { code: 1001, reason: 'The server is stopping.' };

test('a server that stops says goodbye with 1001, and leaves no connection behind', async () => {
  const server = await serve(database);
  const client = signedInClient(server.url, a.viewers.PORTFOLIO_MANAGER);
  const watching = client.watch(book.id);
  const stranger = rawSocket(server.url);
  await stranger.opened;
  await until(() => runningOn(server) === 1);
  await server.stop();
  expect(await client.closed).toMatchObject(GOING);
  expect(await stranger.closed).toEqual(GOING);
  expect(await watching.ended).toMatchObject(GOING);
  expect(runningOn(server)).toBe(0);
  const connections = await database.query(
    "select from pg_stat_activity where application_name = 'riskgraph events' and datname = current_database()",
  );
  expect(connections).toEqual([]);
});

test('it does not wait for a client that says nothing', async () => {
  const server = await serve(database, { subscriptions: { goodbyeMs: 200 } });
  const raw = await signedInSocket(server.url, a.viewers.PORTFOLIO_MANAGER);
  await raw.send(subscribeMessage('1', book.id));
  await until(() => runningOn(server) === 1);
  raw.socket.pause();
  await server.stop();
  expect(runningOn(server)).toBe(0);
  raw.socket.terminate();
});

test('it waits for what it is still looking up: the database is closed after it', async () => {
  const server = await serve(database);
  const raw = await signedInSocket(server.url, a.viewers.PORTFOLIO_MANAGER);
  const { authenticator } = server.house;
  const look = authenticator.viewersOf;
  const order: string[] = [];
  const looked = jest.spyOn(authenticator, 'viewersOf').mockImplementation(async (logins, context) => {
    order.push('looking');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const viewers = await look(logins, context);
    order.push('found');
    return viewers;
  });
  await raw.send(subscribeMessage('1', book.id));
  await until(() => order.length === 1);
  await server.stop();
  looked.mockRestore();
  expect(order).toEqual(['looking', 'found']);
  expect(runningOn(server)).toBe(0);
});
