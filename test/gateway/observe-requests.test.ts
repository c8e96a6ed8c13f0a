import { log } from '../../src/platform/log.ts';
import { type CaughtLog, catchLog } from '../support/catch-log.ts';
import { useTestDatabase } from '../support/database.ts';
import type { Answer } from '../support/graph-client.ts';
import { useTestServer } from '../support/http.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../support/identity-fixtures.ts';

const database = useTestDatabase();
const server = useTestServer(database);
let a: TenantFixture;
let token: string;
let caught: CaughtLog;
const usual = log.level;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
  token = await server.signIn('a.portfolio_manager', PASSWORD);
});
beforeEach(() => {
  log.level = 'info';
  caught = catchLog();
});
afterEach(() => {
  caught.stop();
  log.level = usual;
});

/** The line of a request; it is written a moment after its answer. */
async function lineOf({ headers }: Answer) {
  const isIts = ({ requestId, msg }: { requestId?: unknown; msg: string }) =>
    msg === 'request' && requestId === headers.get('x-request-id');
  for (;;) {
    const line = caught.lines.find(isIts);
    if (line) return line;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const post = async (body: string): Promise<Answer> => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${server.url}/graphql`, { method: 'POST', body, headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

test('a request leaves one line: who asked for what, what it cost, how it ended', async () => {
  const line = await lineOf(await server.ask('query Mine { me { username } }', {}, token));
  expect(line).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    requestId: expect.any(String),
    path: '/graphql',
    status: 200,
    operation: 'Mine',
    viewerId: a.viewers.PORTFOLIO_MANAGER.userId,
    cost: 1,
    outcome: 'ok',
    durationMs: expect.any(Number),
    msg: 'request',
  });
});

test('a trusted document is known by its name and id', async () => {
  const line = await lineOf(await post(JSON.stringify({ documentId: 'Viewer' })));
  expect(line).toMatchObject({ operation: 'Viewer', documentId: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test.each([
  ['a fault of the caller', '{ nobody }', 'refused', ['GRAPHQL_VALIDATION_FAILED']],
  ['what is not for everyone', '{ users { totalCount } }', 'refused', ['UNAUTHENTICATED']],
])('%s is refused', async (_, query, outcome, codes) => {
  expect(await lineOf(await post(JSON.stringify({ query })))).toMatchObject({ outcome, codes });
});

test('what is no JSON is refused before anybody reads it', async () => {
  const line = await lineOf(await post('{"query": "mutation { login(password: hunter2'));
  expect(line).toMatchObject({ outcome: 'refused', status: 400 });
  expect(JSON.stringify(caught.lines)).not.toContain('hunter2');
});

test('our own fault is a failure, and a second line says what it was', async () => {
  await database.query('alter table organizations rename to hidden_organizations');
  const line = await lineOf(await server.ask('{ me { organization { name } } }', {}, token));
  await database.query('alter table hidden_organizations rename to organizations');
  expect(line).toMatchObject({ outcome: 'failed', codes: ['INTERNAL_SERVER_ERROR'] });
  expect(caught.lines[0]).toMatchObject({ requestId: line.requestId, err: { code: '42P01' } });
});

test('a name is not logged at any length', async () => {
  const line = await lineOf(await server.ask(`query ${'N'.repeat(5_000)} { me { id } }`, {}, token));
  expect(line.operation).toBe('N'.repeat(100));
});

test('no password, token, key or value of a variable is ever logged', async () => {
  log.level = 'trace';
  const secrets = [PASSWORD, 'Wr0ng-password', 'S3cret-variable', token];
  const keep = (answer: Answer, ...path: string[]) =>
    secrets.push(path.reduce((value, name) => value[name], answer.body.data));
  const login = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken refreshToken } }';
  const signedIn = await server.ask(login, { input: { usernameOrEmail: 'a.admin', password: PASSWORD } });
  keep(signedIn, 'login', 'accessToken');
  keep(signedIn, 'login', 'refreshToken');
  await server.ask(login, { input: { usernameOrEmail: 'a.admin', password: 'Wr0ng-password' } });
  const key = await server.ask(
    'mutation { createApiKey(input: { name: "k", role: PORTFOLIO_MANAGER }) { secret } }',
    {},
    token,
  );
  keep(key, 'createApiKey', 'secret');
  const search = 'query ($text: String) { portfolios(search: $text) { nodes { name } } }';
  await server.ask(search, { text: 'S3cret-variable' }, token);
  await server.ask(search, { text: ['S3cret-variable'] }, token);
  await database.query('alter table portfolios rename to hidden_portfolios');
  await lineOf(await server.ask(search, { text: 'S3cret-variable' }, token));
  await database.query('alter table hidden_portfolios rename to portfolios');
  const text = JSON.stringify(caught.lines);
  expect(caught.lines.length).toBeGreaterThan(6);
  for (const secret of secrets) expect(text).not.toContain(secret);
});

test('a report leaves one, too, refused or not: under its name, and with whoever asked', async () => {
  const ask = async (path: string): Promise<Answer> => {
    const response = await fetch(`${server.url}/reports/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  const common = { path: '/reports', viewerId: a.viewers.PORTFOLIO_MANAGER.userId };
  expect(await lineOf(await ask('PortfolioList.csv'))).toMatchObject({
    ...common,
    operation: 'PortfolioList',
    status: 200,
    outcome: 'ok',
  });
  expect(await lineOf(await ask('PortfolioList.csv?colour=red'))).toMatchObject({
    ...common,
    operation: 'PortfolioList',
    status: 400,
    codes: ['BAD_USER_INPUT'],
    outcome: 'refused',
  });
});
