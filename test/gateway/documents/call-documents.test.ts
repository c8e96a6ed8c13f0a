import { setTimeout as sleep } from 'node:timers/promises';
import manifest from '../../../schema/persisted-documents.json' with { type: 'json' };
import { documentIdOf } from '../../../src/platform/documents/trusted-document.ts';
import { seedPortfolios } from '../../support/book.ts';
import { statementsDuring } from '../../support/count-statements.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { apollo, get, personAt, post, refusalOf } from './ask-server.ts';

const own = (name: string) => manifest.operations.find((operation) => operation.name === name)!;
const VIEWER = { data: { me: { username: 'a.analyst' } } };
const NOT_FOUND = { status: 400, code: 'PERSISTED_QUERY_NOT_FOUND', data: undefined };
const UNKNOWN = 'a'.repeat(64);
/** Longer than within the remembered time of a withdrawn document. */
const FORGOTTEN_MS = 5_200;

const database = useTestDatabase();
const server = useTestServer(database);
let analyst: ReturnType<typeof personAt>;
let stranger: ReturnType<typeof personAt>;
let portfolioId: string;
beforeAll(async () => {
  const { a } = await seedIdentity(database);
  [portfolioId] = (await seedPortfolios(database, a.viewers.ANALYST, 1)) as [string];
  analyst = personAt(server.url, await server.signIn('a.analyst', PASSWORD));
  stranger = personAt(server.url, await server.signIn('b.admin', PASSWORD));
});

const ask = (body: unknown, token = analyst.token) => post(server.url, body, { token });

describe("riskgraph's own documents are run", () => {
  const { id, body: query } = own('Viewer');

  test.each<[string, object]>([
    ['by documentId', { documentId: `sha256:${id}` }],
    ['by name', { documentId: 'Viewer' }],
    ["by Apollo's extension", { extensions: apollo(id) }],
    ['by documentId and its text', { documentId: `sha256:${id}`, query }],
    ['by name, with an empty text', { documentId: 'Viewer', query: '' }],
    ['by all of these', { documentId: `sha256:${id}`, query, extensions: apollo(id) }],
  ])('%s', async (_, body) => {
    expect((await ask(body)).body).toMatchObject(VIEWER);
  });

  test('for somebody who has not signed in yet', async () => {
    const variables = { input: { usernameOrEmail: 'a.viewer', password: PASSWORD } };
    const { body } = await post(server.url, { documentId: 'Login', variables });
    expect(body.data.login.user.username).toBe('a.viewer');
  });

  test('with pages of up to 1,000, and no other document', async () => {
    const page = own('LoanPage');
    const variables = { id: portfolioId, first: 1_000 };
    const long = await ask({ documentId: 'LoanPage', variables });
    expect(long.body.data.portfolio.loans.nodes).toHaveLength(3);
    expect((await ask({ query: page.body, variables })).body.data).toEqual(long.body.data);
    expect(refusalOf(await ask({ query: `${page.body} `, variables }))).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
    });
    const tooLong = await ask({ documentId: 'LoanPage', variables: { ...variables, first: 1_001 } });
    expect(refusalOf(tooLong)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('without a statement more than their text would take', async () => {
    const byText = await statementsDuring(database.orm, () => ask({ query }));
    const byName = await statementsDuring(database.orm, () => ask({ documentId: 'Viewer' }));
    expect(byName).toEqual(byText);
  });
});

describe('by address', () => {
  const { id } = own('PortfolioList');

  test.each<[string, Record<string, string>]>([
    ['by id', { documentId: `sha256:${id}`, variables: '{}' }],
    ['by name', { documentId: 'PortfolioList', variables: '{"first":1}' }],
    ["by Apollo's extension", { extensions: JSON.stringify(apollo(id)) }],
  ])('queries are run %s', async (_, parameters) => {
    const { body } = await get(server.url, parameters, { token: analyst.token });
    expect(body.data.portfolios.nodes).toHaveLength(1);
  });

  test('no mutation is run', async () => {
    const { status, headers } = await get(server.url, { documentId: 'Logout' }, { token: analyst.token });
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect((await ask({ documentId: 'Viewer' })).body).toMatchObject(VIEWER);
  });

  test('nothing is run for a page of another site, which cannot set a header', async () => {
    const response = await fetch(`${server.url}/graphql?documentId=PortfolioList`, {
      headers: { authorization: `Bearer ${analyst.token}` },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('CSRF');
  });

  test('a name that is given twice is refused', async () => {
    const response = await fetch(`${server.url}/graphql?documentId=Viewer&documentId=Logout`, {
      headers: { 'content-type': 'application/json' },
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'BAD_USER_INPUT', issues: [{ path: ['documentId'] }] } }] },
    ]);
  });
});

describe('what people have registered', () => {
  const TEXT = '# of tenant a\nquery Own($n: Int) { portfolios(first: $n) { nodes { name } } }\n';
  const variables = { n: 500 };
  let document: Awaited<ReturnType<typeof analyst.register>>;
  beforeAll(async () => {
    document = await analyst.register('own-report', TEXT);
  });

  test('has the hash of its exact text for an id', () => {
    expect(document.documentId).toBe(`sha256:${documentIdOf(TEXT)}`);
  });

  test.each<[string, () => object]>([
    ['id', () => ({ documentId: document.documentId })],
    ['name', () => ({ documentId: 'own-report' })],
    ["Apollo's extension", () => ({ extensions: apollo(documentIdOf(TEXT)) })],
    ['id and text', () => ({ documentId: document.documentId, query: TEXT })],
    ['name and text', () => ({ documentId: 'own-report', query: TEXT })],
  ])('is run by %s, with long pages, for everyone of the tenant', async (_, called) => {
    for (const username of ['a.analyst', 'a.viewer', 'a.super_admin']) {
      const { body } = await ask({ ...called(), variables }, await server.signIn(username, PASSWORD));
      expect(body.errors).toBeUndefined();
    }
  });

  test('is ad hoc where only its text comes: then nobody looks who may know it', async () => {
    expect(refusalOf(await ask({ query: TEXT, variables }))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await ask({ query: TEXT, variables: { n: 1 } })).body.data.portfolios.nodes).toHaveLength(1);
  });

  test('answers another tenant, and nobody, exactly as what there is not', async () => {
    const calls = (id: string, name: string) => [
      { documentId: `sha256:${id}` },
      { documentId: name },
      { extensions: apollo(id) },
    ];
    const theirs = calls(documentIdOf(TEXT), 'own-report');
    const nobodys = calls(UNKNOWN, 'no-report');
    for (const token of [stranger.token, await server.signIn('b.super_admin', PASSWORD), undefined]) {
      for (const [at, call] of theirs.entries()) {
        const answers = [];
        for (const body of [call, nobodys[at]]) {
          let answer: Awaited<ReturnType<typeof ask>> | undefined;
          const statements = await statementsDuring(database.orm, async () => {
            answer = await post(server.url, body, { token });
          });
          const { status, body: told, headers } = answer!;
          const fixed = [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date');
          answers.push({ status, told, headers: fixed, statements });
        }
        expect(answers[0]).toEqual(answers[1]);
        expect(answers[0]?.told.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
      }
    }
  });

  test('of another tenant can have the same name, and is another document', async () => {
    await stranger.register('own-report', 'query Theirs { me { username } }');
    const { body } = await ask({ documentId: 'own-report' }, stranger.token);
    expect(body.data).toEqual({ me: { username: 'b.admin' } });
    expect((await ask({ documentId: 'own-report', variables })).body.data.portfolios).toBeDefined();
  });

  test('is not found by somebody whose token does not count: that is told instead', async () => {
    const { status, body } = await ask({ documentId: 'own-report' }, 'stale');
    expect([status, body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('is not asked of the database again while it is remembered', async () => {
    await ask({ documentId: document.documentId });
    const statements = await statementsDuring(database.orm, () => ask({ documentId: document.documentId }));
    expect(statements.filter((text) => text.includes('trusted_documents'))).toEqual([]);
  });

  test('is known at once, though it was asked for in vain before', async () => {
    expect(refusalOf(await ask({ documentId: 'late' }))).toEqual(NOT_FOUND);
    await analyst.register('late', 'query Late { me { username } }');
    expect((await ask({ documentId: 'late' })).body).toMatchObject(VIEWER);
  });

  test('is not run any more soon after it was withdrawn, and its name means the version before', async () => {
    await analyst.register('short', 'query First { me { username } }');
    const second = await analyst.register('short', 'query Second { me { role } }');
    expect((await ask({ documentId: 'short' })).body.data).toEqual({ me: { role: 'ANALYST' } });
    await analyst.withdraw(second.id);
    await sleep(FORGOTTEN_MS);
    expect(refusalOf(await ask({ documentId: second.documentId }))).toEqual(NOT_FOUND);
    expect((await ask({ documentId: 'short' })).body).toMatchObject(VIEWER);
  });
});

describe('what is no document is refused', () => {
  const { id, body: query } = own('Viewer');

  test.each<[string, object, string[]]>([
    ['an id in upper case', { documentId: `sha256:${id.toUpperCase()}` }, ['documentId']],
    ['an id of another length', { documentId: `sha256:${id.slice(1)}` }, ['documentId']],
    ['an id of another kind', { documentId: `md5:${id.slice(0, 32)}` }, ['documentId']],
    ['an id without digits', { documentId: 'sha256:' }, ['documentId']],
    ['a name with signs', { documentId: '../etc/passwd' }, ['documentId']],
    ['a name that is too long', { documentId: 'a'.repeat(101) }, ['documentId']],
    ['a number', { documentId: 7 }, ['documentId']],
    ['an object', { documentId: { name: 'Viewer' } }, ['documentId']],
    ['a text that is not of the id', { documentId: `sha256:${UNKNOWN}`, query }, ['documentId']],
    ['a text that is not of the name', { documentId: 'Logout', query }, ['documentId']],
    [
      'a hash that is not of the text',
      { extensions: apollo(UNKNOWN), query },
      ['extensions', 'persistedQuery', 'sha256Hash'],
    ],
    [
      'a hash that is not of the id',
      { documentId: `sha256:${id}`, extensions: apollo(UNKNOWN) },
      ['extensions', 'persistedQuery', 'sha256Hash'],
    ],
    [
      'a hash in upper case',
      { extensions: apollo(id.toUpperCase()) },
      ['extensions', 'persistedQuery', 'sha256Hash'],
    ],
    ['a hash that is none', { extensions: apollo(null) }, ['extensions', 'persistedQuery', 'sha256Hash']],
    ['another version', { extensions: apollo(id, 2) }, ['extensions', 'persistedQuery', 'version']],
    [
      'an extension that is none',
      { extensions: { persistedQuery: 'x' } },
      ['extensions', 'persistedQuery', 'version'],
    ],
  ])('%s', async (_, body, path) => {
    const answer = await ask(body);
    expect(refusalOf(answer)).toEqual({ status: 400, code: 'BAD_USER_INPUT', data: undefined });
    expect(answer.body.errors[0].extensions.issues).toMatchObject([{ path }]);
  });

  test.each<[string, object]>([
    ['an unknown id', { documentId: `sha256:${UNKNOWN}` }],
    ['an unknown name', { documentId: 'nobody-knows' }],
    ['an unknown name with a text', { documentId: 'nobody-knows', query: '{ me { id } }' }],
    ['a name of an object', { documentId: 'constructor' }],
  ])('%s', async (_, body) => {
    expect(refusalOf(await ask(body))).toEqual(NOT_FOUND);
    expect(refusalOf(await post(server.url, body))).toEqual(NOT_FOUND);
  });
});

describe('automatic persisted queries', () => {
  const query = 'query Automatic { me { username } }';
  const extensions = apollo(documentIdOf(query));

  test('are asked for, taken, and known from then on', async () => {
    const first = await ask({ extensions });
    expect(refusalOf(first)).toEqual({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND', data: undefined });
    expect((await ask({ query, extensions })).body).toMatchObject(VIEWER);
    expect((await ask({ extensions })).body).toMatchObject(VIEWER);
  });

  test('are nobody trusted: their pages are short', async () => {
    const long = 'query Long { portfolios(first: 500) { nodes { name } } }';
    const answer = await ask({ query: long, extensions: apollo(documentIdOf(long)) });
    expect(refusalOf(answer)).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
  });
});
