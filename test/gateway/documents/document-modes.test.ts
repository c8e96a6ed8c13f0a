import { documentIdOf } from '../../../src/platform/documents/trusted-document.ts';
import { type CaughtLog, catchLog } from '../../support/catch-log.ts';
import { statementsDuring } from '../../support/count-statements.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { apollo, get, personAt, post, refusalOf } from './ask-server.ts';

const AD_HOC = 'query AdHoc($secret: String) { portfolios(search: $secret) { nodes { name } } }';
const REQUIRED = { status: 400, code: 'PERSISTED_QUERY_REQUIRED', data: undefined };
const NOT_FOUND = { status: 400, code: 'PERSISTED_QUERY_NOT_FOUND', data: undefined };

const database = useTestDatabase();
const only = useTestServer(database, undefined, { persistedDocuments: 'only' });
const log = useTestServer(database, undefined, { persistedDocuments: 'log' });
beforeAll(() => seedIdentity(database));

const signIn = async (url: string, username: string) => {
  const variables = { input: { usernameOrEmail: username, password: PASSWORD } };
  return (await post(url, { documentId: 'Login', variables })).body.data.login;
};

describe('a server for trusted documents only', () => {
  let token: string;
  let refreshToken: string;
  beforeAll(async () => {
    ({ accessToken: token, refreshToken } = await signIn(only.url, 'a.portfolio_manager'));
  });

  test.each<[string, object]>([
    ['a query', { query: AD_HOC }],
    ['what is no GraphQL', { query: '{' }],
    ['the schema', { query: '{ __schema { queryType { name } } }' }],
    ['a query that is to be remembered', { query: AD_HOC, extensions: apollo(documentIdOf(AD_HOC)) }],
    ['a query with its id', { query: AD_HOC, documentId: `sha256:${documentIdOf(AD_HOC)}` }],
  ])('refuses %s, whoever sends it', async (_, body) => {
    for (const shown of [{ token }, {}])
      expect(refusalOf(await post(only.url, body, shown))).toEqual(REQUIRED);
  });

  test('refuses a query in an address', async () => {
    expect(refusalOf(await get(only.url, { query: AD_HOC }, { token }))).toEqual(REQUIRED);
  });

  test('refuses a query that comes late in a long address', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_100 }, (_, at) => [`p${at}`, '']));
    const query = '{ me { id } }';
    expect(refusalOf(await get(only.url, { ...many, query }, { token }))).toEqual(REQUIRED);
  });

  test('says what to do', async () => {
    const { body } = await post(only.url, { query: AD_HOC }, { token });
    expect(body.errors[0].message).toBe(
      'This server runs trusted documents only: send the documentId of one, and no other query.',
    );
  });

  test('asks nobody who sent what it refuses, and changes nothing', async () => {
    const query = 'mutation { createPortfolio(input: { name: "Sly" }) { id } }';
    const statements = await statementsDuring(database.orm, async () => {
      expect(refusalOf(await post(only.url, { query }, { token }))).toEqual(REQUIRED);
    });
    expect(statements).toEqual([]);
  });

  test('remembers no query of anybody’s', async () => {
    const extensions = apollo(documentIdOf(AD_HOC));
    await post(only.url, { query: AD_HOC, extensions }, { token });
    expect(refusalOf(await post(only.url, { extensions }, { token }))).toEqual(NOT_FOUND);
  });

  test('lets people sign in, stay and go', async () => {
    const renewed = await post(only.url, {
      documentId: 'RefreshSession',
      variables: { input: { refreshToken } },
    });
    token = renewed.body.data.refreshSession.accessToken;
    const { accessToken } = await signIn(only.url, 'a.viewer');
    const left = await post(only.url, { documentId: 'Logout' }, { token: accessToken });
    expect(left.body.data).toEqual({ logout: true });
  });

  test('runs a trusted document by its text, too', async () => {
    const query = 'query Viewer {\n  me {\n    username\n    fullName\n    role\n  }\n}';
    expect((await post(only.url, { query }, { token })).body.data.me.role).toBe('PORTFOLIO_MANAGER');
  });

  test('takes what people register, and runs it', async () => {
    const input = { name: 'mine', body: '{ me { username } }' };
    const registered = await post(
      only.url,
      { documentId: 'RegisterDocument', variables: { input } },
      { token },
    );
    const { documentId } = registered.body.data.registerDocument;
    const { body } = await post(only.url, { documentId }, { token });
    expect(body.data).toEqual({ me: { username: 'a.portfolio_manager' } });
    expect(refusalOf(await post(only.url, { query: input.body }, { token }))).toEqual(REQUIRED);
  });
});

/** The line that tells of a document that nobody has weighed. */
const adHocLine = (said: object, text: string) => ({
  level: 'warn',
  time: expect.any(String),
  requestId: expect.any(String),
  ...said,
  documentId: `sha256:${documentIdOf(text)}`,
  msg: 'ad-hoc document',
});

describe('a server that logs other documents', () => {
  let caught: CaughtLog;
  let token: string;
  beforeAll(async () => {
    token = (await signIn(log.url, 'a.portfolio_manager')).accessToken;
  });
  beforeEach(() => {
    caught = catchLog();
  });
  afterEach(() => caught.stop());

  test('answers them, and writes down the name and the hash, and nothing of what was asked with them', async () => {
    const answer = await post(log.url, { query: AD_HOC, variables: { secret: 'Aldermere' } }, { token });
    expect(answer.body.data).toEqual({ portfolios: { nodes: [] } });
    const requestId = answer.headers.get('x-request-id');
    expect(caught.lines).toEqual([adHocLine({ requestId, operation: 'AdHoc' }, AD_HOC)]);
    expect(JSON.stringify(caught.lines)).not.toContain('Aldermere');
  });

  test('writes down those without a name, and those that it remembers, too', async () => {
    const query = '{ me { username role } }';
    const extensions = apollo(documentIdOf(query));
    await post(log.url, { query, extensions }, { token });
    await post(log.url, { extensions }, { token });
    expect(caught.lines).toEqual(Array(2).fill(adHocLine({ operation: '(without a name)' }, query)));
  });

  test('writes nothing of trusted ones, nor of what is refused', async () => {
    await post(log.url, { documentId: 'Viewer' }, { token });
    await personAt(log.url, token).register('logged', '{ me { role } }');
    caught.lines.length = 0;
    await post(log.url, { documentId: 'logged' }, { token });
    await post(log.url, { query: '{ you }' }, { token });
    expect(caught.lines).toEqual([]);
  });
});
