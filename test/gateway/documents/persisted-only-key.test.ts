import { documentIdOf } from '../../../src/platform/documents/trusted-document.ts';
import { statementsDuring } from '../../support/count-statements.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { apollo, personAt, post, refusalOf } from './ask-server.ts';

const REQUIRED = { status: 400, code: 'PERSISTED_QUERY_REQUIRED', data: undefined };
const NOT_FOUND = { status: 400, code: 'PERSISTED_QUERY_NOT_FOUND', data: undefined };
const CREATE = 'mutation { createPortfolio(input: { name: "Sly" }) { id } }';

const database = useTestDatabase();
const server = useTestServer(database, undefined, { isProduction: true });
let apiKey: string;
let manager: ReturnType<typeof personAt>;
beforeAll(async () => {
  await seedIdentity(database);
  manager = personAt(server.url, await server.signIn('a.portfolio_manager', PASSWORD));
  apiKey = await manager.makeKey('PORTFOLIO_MANAGER');
});

const ask = (body: object) => post(server.url, body, { apiKey });
const portfolios = () => database.query('select name from portfolios');

describe('a key for trusted documents only', () => {
  test("runs riskgraph's own, changes included", async () => {
    expect((await ask({ documentId: 'Viewer' })).body.data.me.username).toBe('a.portfolio_manager');
    const query = 'query Viewer {\n  me {\n    username\n    fullName\n    role\n  }\n}';
    expect((await ask({ query })).body.data.me.username).toBe('a.portfolio_manager');
  });

  test('runs what people of its tenant registered', async () => {
    const { documentId } = await manager.register('report', '{ portfolios(first: 1000) { totalCount } }');
    for (const called of [documentId, 'report'])
      expect((await ask({ documentId: called })).body.data).toEqual({ portfolios: { totalCount: 0 } });
  });

  test.each<[string, object]>([
    ['a query', { query: '{ me { username } }' }],
    ['a change', { query: CREATE }],
    ['a change that is to be remembered', { query: CREATE, extensions: apollo(documentIdOf(CREATE)) }],
    ['a change with its id', { query: CREATE, documentId: `sha256:${documentIdOf(CREATE)}` }],
    ['the schema', { query: '{ __schema { queryType { name } } }' }],
    [
      'a sign-in',
      {
        query: `mutation { login(input: { usernameOrEmail: "a.viewer", password: "${PASSWORD}" }) { accessToken } }`,
      },
    ],
  ])('is refused %s, and nothing of it happens', async (_, body) => {
    const statements = await statementsDuring(database.orm, async () => {
      expect(refusalOf(await ask(body))).toEqual(REQUIRED);
    });
    const others = statements.filter((text) => !/api_keys|trusted_documents/.test(text));
    expect({ others, portfolios: await portfolios() }).toEqual({ others: [], portfolios: [] });
  });

  test('is refused what the server remembers of others', async () => {
    const query = '{ me { username role } }';
    const extensions = apollo(documentIdOf(query));
    await post(server.url, { query, extensions }, { token: manager.token });
    expect(refusalOf(await ask({ extensions }))).toEqual(REQUIRED);
  });

  test('is refused what is registered in another tenant', async () => {
    const stranger = personAt(server.url, await server.signIn('b.admin', PASSWORD));
    const { documentId } = await stranger.register('theirs', '{ me { username } }');
    for (const called of [documentId, 'theirs'])
      expect(refusalOf(await ask({ documentId: called }))).toEqual(NOT_FOUND);
  });

  test('makes no document a trusted one, by a trusted one', async () => {
    const input = { name: 'sly', body: '{ portfolios { nodes { name } } }' };
    const { body } = await ask({ documentId: 'RegisterDocument', variables: { input } });
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await database.query("select from trusted_documents where name = 'sly'")).toEqual([]);
  });

  test('learns no names of the schema from what is wrong with a document', async () => {
    const { body } = await ask({ query: '{ portfolio { nam } }' });
    expect(JSON.stringify(body)).not.toContain('Did you mean');
  });
});

describe('requests that call a document in vain', () => {
  const strict = useTestServer(database, undefined, { rateLimitPerMinute: 3 });

  test('are counted like any other', async () => {
    const token = await server.signIn('a.analyst', PASSWORD);
    const statuses: number[] = [];
    for (let at = 0; at < 5; at += 1)
      statuses.push((await post(strict.url, { documentId: `none-${at}` }, { token })).status);
    expect(statuses).toEqual([400, 400, 400, 429, 429]);
    const { headers, body } = await post(strict.url, { documentId: 'none' }, { token });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body.errors[0].extensions.code).toBe('RATE_LIMITED');
  });

  test('are counted once where they are found', async () => {
    const token = await server.signIn('a.viewer', PASSWORD);
    await manager.register('counted', '{ me { username } }');
    const statuses: number[] = [];
    for (let at = 0; at < 4; at += 1)
      statuses.push((await post(strict.url, { documentId: 'counted' }, { token })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});
