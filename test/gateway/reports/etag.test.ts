import { seedPortfolios } from '../../support/book.ts';
import { statementsDuring } from '../../support/count-statements.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { askReport, EXPORTS, problemOf } from './ask-report.ts';

const database = useTestDatabase();
const server = useTestServer(database);
let a: TenantFixture;
let token: string;
let portfolioId: string;
let otherId: string;

beforeAll(async () => {
  ({ a } = await seedIdentity(database));
  [portfolioId, otherId] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 2)) as [
    string,
    string,
  ];
  token = await server.signIn('a.portfolio_manager', PASSWORD);
});

const ask = (path: string, ifNoneMatch?: string, shown = token, method = 'GET') =>
  askReport(server.url, path, {
    token: shown,
    method,
    headers: ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch },
  });
const tagOf = async (path: string, shown = token) => (await ask(path, undefined, shown)).headers.get('etag');
const REGISTER = 'mutation ($input: RegisterDocumentInput!) { registerDocument(input: $input) { id } }';
const loans = (format = 'csv') => `Loans.${format}?portfolioId=${portfolioId}`;

describe("a report's entity tag", () => {
  it('is weak, and stays while nothing changes', async () => {
    const tag = await tagOf(loans());
    expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
    expect(await tagOf(loans())).toBe(tag);
  });

  it('saves reading: the answer has no body, asks for no loan and no number, and is no export', async () => {
    const tag = (await tagOf(loans())) as string;
    const before = await database.query(EXPORTS);
    const statements = await statementsDuring(database.orm, async () => {
      const { status, headers, text } = await ask(loans(), tag);
      expect({ status, text, tag: headers.get('etag') }).toEqual({ status: 304, text: '', tag });
      expect(headers.get('cache-control')).toBe('private, no-cache');
      expect(headers.get('vary')).toBe('Origin, Authorization, X-API-Key');
    });
    expect(statements.filter((text) => /loans|rollups|insert|begin|start/.test(text))).toEqual([]);
    expect(statements.filter((text) => /from portfolios p/.test(text))).toHaveLength(1);
    expect(await database.query(EXPORTS)).toEqual(before);
  });

  it.each([
    ['among others', (tag: string) => `"one", ${tag}, W/"two"`],
    ['as a strong one', (tag: string) => tag.replace('W/', '')],
    ['as anything', () => '*'],
  ])('counts %s', async (_, written) => {
    const tag = (await tagOf(loans())) as string;
    expect((await ask(loans(), written(tag))).status).toBe(304);
    expect((await ask(loans(), written(tag), token, 'HEAD')).status).toBe(304);
  });

  it.each([
    '"stale"',
    'W/"stale"',
    'stale',
    '',
  ])('that is not the current one (%s) brings the report', async (stale) => {
    expect((await ask(loans(), stale)).status).toBe(200);
  });

  it('differs by format, option, variable and document', async () => {
    const paths = [
      loans('csv'),
      loans('json'),
      `${loans('json')}&decimals=number`,
      `${loans('csv')}&orderBy=${encodeURIComponent('{"by":"AMOUNT"}')}`,
      `Loans.csv?portfolioId=${otherId}`,
      `PortfolioReport.json?portfolioId=${portfolioId}`,
      `PortfolioReport.json?portfolioId=${portfolioId}&list=ladder`,
    ];
    const tags = new Set<unknown>();
    for (const path of paths) tags.add(await tagOf(path));
    expect(tags.size).toBe(paths.length);
    expect(tags).not.toContain(null);
  });

  it('differs by viewer, so that nobody can tell from it what another one has', async () => {
    const analyst = await server.signIn('a.analyst', PASSWORD);
    const tag = (await tagOf(loans())) as string;
    expect((await ask(loans(), tag, analyst)).status).toBe(200);
  });

  it.each<[string, string]>([
    ['a loan', "update portfolios set data_version = data_version + 1 where name = 'Portfolio 0001'"],
    ['the name of the portfolio', "update portfolios set description = 'x' where name = 'Portfolio 0001'"],
    [
      'a default rate',
      `insert into default_rates (tenant_id, credit_rating, default_probability, recovery_rate, risk_weight)
       select id, 'BBB', 0.01, 0.4, 1 from tenants`,
    ],
  ])('changes with %s', async (_, statement) => {
    const tag = (await tagOf(loans())) as string;
    await database.query(statement);
    expect((await ask(loans(), tag)).status).toBe(200);
  });

  it('of one portfolio stays while another one changes; of all of them it does not', async () => {
    const tag = (await tagOf(loans())) as string;
    const tagOfAll = (await tagOf('PortfolioList.csv')) as string;
    await database.query(
      "update portfolios set data_version = data_version + 1 where name = 'Portfolio 0002'",
    );
    expect((await ask(loans(), tag)).status).toBe(304);
    expect((await ask('PortfolioList.csv', tagOfAll)).status).toBe(200);
  });

  it('changes with the name of a user where the report shows one', async () => {
    const tag = (await tagOf('PortfolioList.csv')) as string;
    expect((await ask('PortfolioList.csv', tag)).status).toBe(304);
    await database.query("update users set full_name = 'Renamed' where username = 'a.portfolio_manager'");
    const { status, text } = await ask('PortfolioList.csv', tag);
    expect({ status, isNew: text.includes('Renamed') }).toEqual({ status: 200, isNew: true });
  });

  it('is none for a report of what has no version', async () => {
    const body = 'query ($id: ID!) { portfolio(id: $id) { importRuns { nodes { fileName } } } }';
    await server.ask(REGISTER, { input: { name: 'imports', body } }, token);
    const imports = await ask(`imports.csv?id=${portfolioId}`);
    expect({ status: imports.status, tag: imports.headers.get('etag') }).toEqual({ status: 200, tag: null });
    const admin = await server.signIn('a.admin', PASSWORD);
    const { status, headers } = await ask('Documents.csv', 'W/"x"', admin);
    expect({ status, tag: headers.get('etag') }).toEqual({ status: 200, tag: null });
  });

  it('brings no 304 to whoever lost the portfolio, or the role', async () => {
    const tag = (await tagOf(loans())) as string;
    await database.query('update portfolios set owner_id = ?', [a.viewers.ADMIN.userId]);
    for (const written of [tag, '*']) expect(problemOf(await ask(loans(), written)).status).toBe(404);
    await database.query('update portfolios set owner_id = ?', [a.viewers.PORTFOLIO_MANAGER.userId]);
    const again = (await tagOf(loans())) as string;
    await database.query("update users set role = 'VIEWER' where username = 'a.portfolio_manager'");
    for (const written of [again, '*']) expect(problemOf(await ask(loans(), written)).status).toBe(403);
    await database.query(
      "update users set role = 'PORTFOLIO_MANAGER' where username = 'a.portfolio_manager'",
    );
    await database.query("update users set is_active = false where username = 'a.portfolio_manager'");
    for (const written of [again, '*']) expect(problemOf(await ask(loans(), written)).status).toBe(401);
  });
});
