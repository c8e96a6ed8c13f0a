import { seedPortfolios } from '../../support/book.ts';
import { catchLog } from '../../support/catch-log.ts';
import { statementsDuring } from '../../support/count-statements.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { personAt } from '../documents/ask-server.ts';
import { askReport, EXPORTS, PROBLEM, problemOf, type Shown } from './ask-report.ts';

const database = useTestDatabase();
const server = useTestServer(database);
let a: TenantFixture;
let portfolioId: string;

beforeAll(async () => {
  ({ a } = await seedIdentity(database));
  [portfolioId] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1)) as [string];
});

const loans = () => `Loans.csv?portfolioId=${portfolioId}`;
const ask = (shown: Shown, path = loans()) => askReport(server.url, path, shown);
const tokens = new Map<string, string>();
/** Signed in once: comparing a password takes a quarter of a second. */
async function asUser(username: string): Promise<{ token: string }> {
  const token = tokens.get(username) ?? (await server.signIn(username, PASSWORD));
  tokens.set(username, token);
  return { token };
}
const exports = () => database.query<{ user: string; changes: Record<string, unknown> }>(EXPORTS);
const denied = () =>
  database.query("select user_id::text as user, changes from audit_logs where action = 'DENIED' order by id");

describe('reports', () => {
  it.each([
    ['a.analyst', 200],
    ['a.portfolio_manager', 200],
    ['a.admin', 200],
    ['a.super_admin', 200],
    ['b.super_admin', 200],
    ['b.admin', 404],
    ['b.portfolio_manager', 404],
    ['b.analyst', 404],
  ])('answer %s with %i', async (username, status) => {
    const before = (await exports()).length;
    const answer = await ask(await asUser(username));
    expect(answer.status).toBe(status);
    expect(answer.text.includes('Borrower')).toBe(status === 200);
    expect(await exports()).toHaveLength(before + (status === 200 ? 1 : 0));
  });

  it.each([
    'Loans',
    'Viewer',
    'Nothing',
  ])('refuse a viewer %s, who is then on record; nothing is read', async (name) => {
    const viewer = await asUser('a.viewer');
    const before = await exports();
    const statements = await statementsDuring(database.orm, async () => {
      expect(problemOf(await ask(viewer, `${name}.xlsx?portfolioId=${portfolioId}`))).toEqual({
        status: 403,
        type: PROBLEM,
        code: 'FORBIDDEN',
        places: [],
      });
    });
    expect(statements.filter((text) => /portfolios|loans|trusted_documents/.test(text))).toEqual([]);
    expect((await denied()).at(-1)).toEqual({
      user: a.viewers.VIEWER.userId,
      changes: { document: name, format: 'xlsx', code: 'FORBIDDEN' },
    });
    expect(await exports()).toEqual(before);
  });

  it('that ask for what a role may not have are refused, and on record', async () => {
    const manager = personAt(server.url, (await asUser('a.portfolio_manager')).token);
    await manager.register('rates', '{ defaultRates { creditRating } }');
    expect(problemOf(await ask(manager, 'rates.csv'))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect((await denied()).at(-1)).toEqual({
      user: a.viewers.PORTFOLIO_MANAGER.userId,
      changes: { field: 'defaultRates', code: 'FORBIDDEN' },
    });
  });

  it("of another tenant's are not found", async () => {
    const manager = personAt(server.url, (await asUser('b.portfolio_manager')).token);
    await manager.register('theirs', '{ me { username } }');
    expect((await ask(manager, 'theirs.csv')).status).toBe(200);
    expect(problemOf(await ask(await asUser('a.admin'), 'theirs.csv'))).toMatchObject({ status: 404 });
  });

  it('know a caller by token, by API key, and by an API key as the password of HTTP Basic', async () => {
    const manager = personAt(server.url, (await asUser('a.portfolio_manager')).token);
    const apiKey = await manager.makeKey('PORTFOLIO_MANAGER');
    const answers = await Promise.all(
      [{ token: manager.token }, { apiKey }, { password: apiKey }].map((shown) => ask(shown)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it.each<[string, Shown]>([
    ['nothing', {}],
    ['a wrong token', { token: 'wrong' }],
    ['a wrong key', { password: 'rg_wrong' }],
    ['a password of Basic without a colon', { headers: { authorization: 'Basic cGFzc3dvcmQ=' } }],
    ["a user's name and password", { headers: { authorization: `Basic ${btoa(`a.admin:${PASSWORD}`)}` } }],
  ])('challenge whoever shows %s', async (_, shown) => {
    const before = await exports();
    const answer = await ask(shown);
    expect(problemOf(answer)).toMatchObject({ status: 401, type: PROBLEM, code: 'UNAUTHENTICATED' });
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="riskgraph", Basic realm="riskgraph", charset="UTF-8"',
    );
    expect(await exports()).toEqual(before);
  });
});

describe('a delivered report', () => {
  it('is on record: who, which text of which document, how, with what, how many rows', async () => {
    await ask(await asUser('a.analyst'), `${loans()}&first=1`);
    expect((await exports()).at(-1)).toEqual({
      user: a.viewers.ANALYST.userId,
      changes: {
        document: 'Loans',
        documentId: expect.stringMatching(/^[0-9a-f]{64}$/),
        version: 1,
        format: 'csv',
        list: null,
        variables: { portfolioId, first: 1 },
        rows: 3,
      },
    });
  });

  it('is none for HEAD, which has its headers alone', async () => {
    const analyst = await asUser('a.analyst');
    const before = await exports();
    const { status, headers, text } = await ask({ ...analyst, method: 'HEAD' });
    expect({ status, text, type: headers.get('content-type') }).toEqual({
      status: 200,
      text: '',
      type: 'text/csv; charset=utf-8; header=present',
    });
    expect(headers.get('etag')).toBe((await ask(analyst)).headers.get('etag'));
    expect(await exports()).toHaveLength(before.length + 1);
    const missing = await ask({ ...(await asUser('b.analyst')), method: 'HEAD' });
    expect(missing.status).toBe(404);
  });

  it('is none where it cannot be put on record', async () => {
    const analyst = await asUser('a.analyst');
    const log = catchLog();
    await database.query('alter table audit_logs rename to audit_logs_gone');
    try {
      const answer = await ask(analyst, `Loans.xlsx?portfolioId=${portfolioId}`);
      expect(problemOf(answer)).toMatchObject({ status: 500, code: 'INTERNAL_SERVER_ERROR' });
      expect(answer.headers.get('content-disposition')).toBeNull();
    } finally {
      await database.query('alter table audit_logs_gone rename to audit_logs');
      log.stop();
    }
  });
});

describe('requests for reports', () => {
  const strict = useTestServer(database, undefined, { rateLimitPerMinute: 3 });

  it('are counted once each, however many pages', async () => {
    const { token } = await asUser('a.super_admin');
    const statuses: number[] = [];
    let last: Awaited<ReturnType<typeof askReport>> | undefined;
    for (let at = 0; at < 4; at += 1) {
      last = await askReport(strict.url, loans(), { token });
      statuses.push(last.status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(problemOf(last as never)).toMatchObject({ type: PROBLEM, code: 'RATE_LIMITED' });
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
