import { addPortfolio, type Stored } from '../../subgraphs/credit/books.ts';
import { catchLog } from '../../support/catch-log.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { announceLoans, runningOn, type ServedProcess, serve, until, useServer } from './serve.ts';
import { CHANGES, clientOf, signedInClient, signedInSocket, subscribeMessage } from './sockets.ts';

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
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
  // Whoever left is forgotten: nothing of a test reaches the next.
  await Promise.all([subscribers(here(), 0), subscribers(there, 0)]);
});
afterAll(() => there.stop());

const connect = (viewer = a.viewers.PORTFOLIO_MANAGER, process = here()) => {
  const client = signedInClient(process.url, viewer);
  clients.push(client);
  return client;
};
const subscribers = (process: ServedProcess, count: number) => until(() => runningOn(process) === count);
const rename = (name: string, process = here(), portfolio = book) =>
  process.ask(a.viewers.ADMIN, RENAME, { id: portfolio.id, name });

test('a change through one server reaches the subscribers of all, and ends with them', async () => {
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

test('each event is read anew: nothing of the last one is remembered', async () => {
  const watching = connect().watch(book.id);
  await subscribers(here(), 1);
  for (const name of ['one', 'two', 'three']) {
    await rename(name);
    expect((await watching.next()).data.portfolioChanged.portfolio.name).toBe(name);
  }
});

test('a deletion is the last event, and completes the subscription', async () => {
  const watching = connect().watch(book.id);
  await subscribers(here(), 1);
  await here().ask(a.viewers.ADMIN, 'mutation ($id: ID!) { deletePortfolio(id: $id) { id } }', {
    id: book.id,
  });
  expect((await watching.next()).data.portfolioChanged).toMatchObject({ kind: 'DELETED' });
  expect(await watching.ended).toBeNull();
  await subscribers(here(), 0);
});

test("another tenant's portfolio is not there: nothing begins, and nothing comes", async () => {
  const foreign = connect(b.viewers.ADMIN).watch(book.id);
  expect(await foreign.ended).toMatchObject([
    { message: 'Portfolio not found.', extensions: { code: 'NOT_FOUND' } },
  ]);
  const own = connect().watch(book.id);
  await subscribers(here(), 1);
  await rename('Unseen');
  await own.next();
  expect(foreign.told).toEqual([]);
});

test('a portfolio that is given away ends the subscription with the words of a missing one', async () => {
  const watching = connect().watch(book.id);
  await subscribers(here(), 1);
  await here().ask(
    a.viewers.ADMIN,
    'mutation ($id: ID!, $to: ID!) { updatePortfolio(id: $id, input: { name: "Secret", ownerId: $to }) { id } }',
    { id: book.id, to: a.ids.users.ADMIN },
  );
  expect(await watching.next()).toEqual({
    data: null,
    errors: [expect.objectContaining({ message: 'Portfolio not found.', extensions: { code: 'NOT_FOUND' } })],
  });
  expect(await watching.ended).toBeNull();
  expect(JSON.stringify(watching.told)).not.toContain('Secret');
  await subscribers(here(), 0);
});

test('a user who was moved to another organisation sees no more of the old one', async () => {
  const viewer = a.viewers.ANALYST;
  const watching = connect(viewer).watch(book.id);
  await subscribers(here(), 1);
  await database.query('update users set organization_id = ? where id = ?', [
    a.otherOrganizationId,
    viewer.userId,
  ]);
  await rename('Secret');
  expect((await watching.next()).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  await database.query('update users set organization_id = ? where id = ?', [
    a.organizationId,
    viewer.userId,
  ]);
});

test.each([
  ['X-API-Key', (secret: string) => ({ 'X-API-Key': secret })],
  ['a bearer', (secret: string) => ({ Authorization: `Bearer ${secret}` })],
])('an API key subscribes as %s', async (_, paramsOf) => {
  const make = 'mutation { createApiKey(input: { name: "tool", role: PORTFOLIO_MANAGER }) { secret } }';
  const { createApiKey } = await here().ask(a.viewers.PORTFOLIO_MANAGER, make);
  const client = clientOf(here().url, paramsOf(createApiKey.secret));
  clients.push(client);
  const watching = client.watch(book.id);
  await subscribers(here(), 1);
  await rename('By key');
  expect((await watching.next()).data.portfolioChanged.portfolio.name).toBe('By key');
});

test('events flow again after the connection that listens was lost, and none is missed without a word', async () => {
  const watching = connect().watch(book.id);
  await subscribers(here(), 1);
  await database.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'riskgraph events' and datname = current_database()",
  );
  await rename('While nobody listened');
  const kinds = new Set();
  let name = '';
  while (kinds.size < 4 || name !== 'While nobody listened') {
    const { kind, portfolio } = (await watching.next()).data.portfolioChanged;
    kinds.add(kind);
    ({ name } = portfolio);
  }
  await rename('Listening again');
  while ((await watching.next()).data.portfolioChanged.portfolio.name !== 'Listening again');
});

test('what goes wrong on our side is told by a request id, and the next event comes', async () => {
  const log = catchLog();
  const query = `subscription ($id: ID!) { portfolioChanged(portfolioId: $id) { portfolio { name owner { fullName } } } }`;
  const watching = connect().watch(book.id, query);
  await subscribers(here(), 1);
  await database.query('alter table portfolios rename column description to hidden_description');
  await announceLoans(database, book.key);
  const { data, errors } = await watching.next();
  await database.query('alter table portfolios rename column hidden_description to description');
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ message: 'Something went wrong on our side.' }]);
  const { requestId } = errors?.[0]?.extensions as { requestId: string };
  log.stop();
  expect(log.lines).toEqual([expect.objectContaining({ requestId, msg: 'internal error' })]);
  await rename('Mended');
  expect((await watching.next()).data.portfolioChanged.portfolio.name).toBe('Mended');
});

test('over plain HTTP a subscription is refused', async () => {
  const asked = here().ask(a.viewers.PORTFOLIO_MANAGER, CHANGES, { id: book.id });
  await expect(asked).rejects.toThrow('A subscription needs a WebSocket');
});

test('sockets that drop without a word leave nothing behind', async () => {
  for (let round = 0; round < 10; round += 1) {
    const dropping = await Promise.all(
      Array.from({ length: 5 }, () => signedInSocket(here().url, a.viewers.PORTFOLIO_MANAGER)),
    );
    for (const { send } of dropping) await send(subscribeMessage('1', book.id));
    await subscribers(here(), 5);
    for (const { socket } of dropping) socket.terminate();
    await subscribers(here(), 0);
  }
});
