import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/open-database.ts';
import { mayRewriteAuditLog } from '../src/platform/database/roles.ts';
import { readSettings } from '../src/settings.ts';
import { start } from '../src/start.ts';

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';
const BOOKS = '{ portfolios { nodes { name loanCount } } }';

describe('a start on an empty machine', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'riskgraph-start-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  const ask = async (url: string, query: string, variables: object, token = '') => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
    return (await answer.json()) as any;
  };

  /** What the application can do to the audit trail, and whether the server sealed all of it before it stopped. */
  const auditTrail = async () => {
    const { orm, close } = await openDatabase(readSettings({ DATA_DIR: dataDir }));
    const [counts] = await orm.em.fork().execute<{ unsealed: string; seals: string; entries: string }[]>(
      `select (select count(*) from audit_queue) as unsealed, (select count(*) from audit_seals) as seals,
         (select count(*) from audit_logs) as entries`,
    );
    const mayBeRewritten = await mayRewriteAuditLog(orm.em.fork());
    await close();
    const { unsealed, seals, entries } = counts as NonNullable<typeof counts>;
    return { mayBeRewritten, unsealed, areAllThere: seals === entries && Number(seals) > 0 };
  };

  it('makes a database, an administrator, a demo for every role, and keeps them over a restart', async () => {
    const settings = readSettings({ DATA_DIR: dataDir, PORT: '0' });
    const first = await start(settings);
    expect(first.newAdminPassword).toBeTruthy();
    expect(first.demoSignIns.map(({ role }) => role).sort()).toEqual([
      'ADMIN',
      'ANALYST',
      'PORTFOLIO_MANAGER',
      'VIEWER',
    ]);
    const viewer = first.demoSignIns.find(({ role }) => role === 'VIEWER');
    const input = { usernameOrEmail: viewer?.username, password: viewer?.password };
    const { data } = await ask(first.url, LOGIN, { input });
    const books = await ask(first.url, BOOKS, {}, data.login.accessToken);
    expect(
      books.data.portfolios.nodes.map(({ loanCount }: { loanCount: number }) => loanCount).sort(),
    ).toEqual([1000, 250, 50]);
    // The demo comes with a page; beside the sources, where this test runs, it is not built.
    expect(await (await fetch(first.url)).text()).toContain('The page has not been built');
    await first.stop();
    expect(await auditTrail()).toEqual({ mayBeRewritten: false, unsealed: '0', areAllThere: true });
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('postmaster.pid');

    const second = await start(settings);
    expect([second.newAdminPassword, second.demoSignIns]).toEqual([null, []]);
    // The secret was kept as well: a token of before still counts.
    const again = await ask(second.url, BOOKS, {}, data.login.accessToken);
    expect(again).toEqual(books);
    await second.stop();
    expect((await stat(join(dataDir, 'jwt-secret'))).mode & 0o777).toBe(0o600);
  }, 120_000);
});
