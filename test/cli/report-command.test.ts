import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { reportCommand } from '../../src/cli/report-command.ts';
import { EXPORTS } from '../gateway/reports/ask-report.ts';
import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { seedIdentity, type TenantFixture } from '../support/identity-fixtures.ts';

describe('riskgraph report', () => {
  const database = useTestDatabase();
  let directory: string;
  let a: TenantFixture;
  let id: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'riskgraph-report-'));
    ({ a } = await seedIdentity(database));
    [id] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1)) as [string];
    await database.query(
      `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status)
       select p.tenant_id, p.id, 'N' || n, 'B', 1, 5, 'Retail', '2030-01-01', 'BBB', 'PERFORMING'
       from portfolios p, generate_series(1, 1500) n`,
    );
    process.env.DATABASE_URL = database.url;
  });
  afterAll(async () => {
    delete process.env.DATABASE_URL;
    await rm(directory, { recursive: true });
  });

  const out = (name: string) => join(directory, name);
  const run = (...args: string[]) => {
    // Options of an earlier run would stay otherwise.
    reportCommand.setOptionValue('variable', []);
    for (const name of ['format', 'out', 'list', 'decimals']) reportCommand.setOptionValue(name, undefined);
    return reportCommand.parseAsync(args, { from: 'user' });
  };
  const as = (role: string) => ['--as', `a.${role}`];
  const loans = () => ['Loans', '--variable', `portfolioId=${id}`];
  const exports = () => database.query<{ user: string; changes: object }>(EXPORTS);

  it('writes a report to a file, on behalf of a user, who is on record and sealed', async () => {
    await run(...loans(), ...as('analyst'), '--out', out('loans.csv'));
    const lines = (await readFile(out('loans.csv'), 'utf8')).split('\r\n');
    expect(lines).toHaveLength(1 + 1_503 + 1);
    expect(lines[1]).toMatch(/^[\w-]+,L1,Borrower 1,1000\.00,5\.0000,Retail,2030-01-01,BBB,PERFORMING,,$/);
    expect((await exports()).at(-1)).toMatchObject({
      user: a.viewers.ANALYST.userId,
      changes: {
        document: 'Loans',
        format: 'csv',
        rows: 1_503,
        by: expect.stringMatching(/^riskgraph on ./),
      },
    });
    expect(await database.query('select 1 from audit_queue')).toEqual([]);
  });

  it('writes a workbook with a sheet for each list', async () => {
    const variables = ['--variable', `portfolioId=${id}`, '--variable', 'asOf=2027-01-31'];
    await run('PortfolioReport', ...as('analyst'), ...variables, '--format', 'xlsx', '--out', out('report'));
    const { sheets } = await readXlsx(await readFile(out('report')));
    expect(sheets.map(({ name }) => name)).toEqual([
      'bySector.groups',
      'byRating.groups',
      'ladder',
      'cashFlow',
      'topExposures',
      'topRiskyLoans',
    ]);
    expect(sheets[0]?.rows[0]?.[0]).toContain(' · Portfolio 0001 · as of 2027-01-31 · generated ');
  });

  it('writes to the output where no file is named', async () => {
    const written: string[] = [];
    const write = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation((text) => written.push(String(text)) > 0);
    const options = ['--format', 'jsonl', '--list', 'ladder', '--decimals', 'number'];
    await run('PortfolioReport', ...as('analyst'), '--variable', `portfolioId=${id}`, ...options).finally(
      () => write.mockRestore(),
    );
    const lines = written.join('').trim().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines.join()).toContain('"exposure":7500.00,');
  });

  it.each<[string, () => string[], string]>([
    ['a viewer', () => [...loans(), ...as('viewer')], 'A viewer takes no reports away.'],
    ['nobody', () => [...loans(), '--as', 'nobody'], 'There is no active user "nobody".'],
    [
      "somebody else's portfolio",
      () => [...loans(), '--as', 'b.analyst'],
      'What the report is about (portfolio) was not found.',
    ],
    ['a report that there is not', () => ['Nothing', ...as('analyst')], 'There is no report "Nothing".'],
    [
      'a missing variable',
      () => ['Loans', ...as('analyst')],
      'portfolioId: It is missing: a value of type ID! is needed.',
    ],
    [
      'half a variable',
      () => ['Loans', ...as('analyst'), '--variable', 'portfolioId'],
      '--variable is <name>=<value>',
    ],
  ])('refuses %s: what was there stays as it was, and nothing is on record as taken', async (_, args, words) => {
    await writeFile(out('kept.csv'), 'what another run left');
    const before = await exports();
    await expect(run(...args(), '--out', out('kept.csv'))).rejects.toThrow(words);
    expect(await readFile(out('kept.csv'), 'utf8')).toBe('what another run left');
    expect((await readdir(directory)).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(await exports()).toEqual(before);
  });
});
