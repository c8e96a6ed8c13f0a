import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseString } from 'fast-csv';
import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { askReport } from './ask-report.ts';

const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path));
if (!office) {
  console.warn('SKIPPED: no workbook was opened in LibreOffice. Install libreoffice-calc-nogui.');
}
const testInOffice = office ? test : test.skip;
/** Comma, double quote, UTF-8, values and not what cells look like; -1: a file for each sheet. */
const AS_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';
const OPENING_MS = 120_000;

const database = useTestDatabase();
const server = useTestServer(database);
let directory: string;
let token: string;
let portfolioId: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'riskgraph-office-'));
  const { a } = await seedIdentity(database);
  const { tenantId, organizationId, userId } = a.viewers.PORTFOLIO_MANAGER;
  const [portfolio] = await database.query<{ id: string }>(
    `insert into portfolios (tenant_id, organization_id, owner_id, name) values (?, ?, ?, 'Harbour')
     returning id::text as id`,
    [tenantId, organizationId, userId],
  );
  const key = (portfolio as { id: string }).id;
  portfolioId = toGlobalId('Portfolio', key);
  await database.query(
    `insert into default_rates (tenant_id, credit_rating, default_probability, recovery_rate, risk_weight)
     values (?, 'BBB', 0.02, 0.4, 1)`,
    [tenantId],
  );
  await database.query(
    `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status)
     select ?, ?, 'L' || n, case n when 1 then '=1+1' else 'Müller, "Söhne" & <Co>' end,
       1000000.01 + n * 7.13, 4.25, (array['Retail', 'Energy', '+Health'])[1 + n % 3], date '2031-01-31' + n, 'BBB', 'PERFORMING'
     from generate_series(1, 1200) n`,
    [tenantId, key],
  );
  token = await server.signIn('a.analyst', PASSWORD);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** The sheets of a workbook as LibreOffice reads them: name → rows. */
async function sheetsOf(bytes: Buffer, names: string[]): Promise<Record<string, string[][]>> {
  const file = join(directory, 'book.xlsx');
  await writeFile(file, bytes);
  const profile = `-env:UserInstallation=file://${join(directory, 'profile')}`;
  await promisify(execFile)(office as string, [
    profile,
    '--headless',
    '--convert-to',
    AS_CSV,
    '--outdir',
    directory,
    file,
  ]);
  const sheets = names.map(async (name) => {
    const text = await readFile(join(directory, `book-${name}.csv`), 'utf8');
    return [name, await rowsIn(text)] as const;
  });
  return Object.fromEntries(await Promise.all(sheets));
}

const rowsIn = (text: string) =>
  new Promise<string[][]>((resolve, reject) => {
    const rows: string[][] = [];
    parseString(text)
      .on('data', (row: string[]) => rows.push(row))
      .on('error', reject)
      .on('end', () => resolve(rows));
  });

/** Cents, so that adding up is exact. */
const sum = (texts: (string | undefined)[]) =>
  texts.reduce((total, text) => total + BigInt(Math.round(Number(text) * 100)), 0n);

describe('a workbook in LibreOffice', () => {
  testInOffice(
    'opens, and its sums are those of the graph',
    async () => {
      const { bytes } = await askReport(server.url, `Loans.xlsx?portfolioId=${portfolioId}`, { token });
      const { loans = [] } = await sheetsOf(bytes, ['loans']);
      const [title, headings = [], ...rows] = loans;
      expect(title?.[0]).toMatch(/^Loans · Harbour · as of /);
      const column = (name: string) => rows.map((row) => row[headings.indexOf(name)]);
      expect(rows).toHaveLength(1_200);
      expect(column('borrower')[0]).toBe('=1+1');
      expect(column('borrower')[1]).toBe('Müller, "Söhne" & <Co>');
      const { body } = await server.ask(
        'query ($id: ID!) { portfolio(id: $id) { totalExposure } }',
        { id: portfolioId },
        token,
      );
      // 1,200 × 1,000,000.01 + 7.13 × (1 + … + 1,200).
      expect(body.data.portfolio.totalExposure).toBe('1205137890.00');
      expect(sum(column('amount'))).toBe(sum([body.data.portfolio.totalExposure]));
    },
    OPENING_MS,
  );

  testInOffice(
    'has a sheet for each list, whose sums are each the whole book',
    async () => {
      const { bytes } = await askReport(server.url, `PortfolioReport.xlsx?portfolioId=${portfolioId}`, {
        token,
      });
      const names = [
        'bySector.groups',
        'byRating.groups',
        'ladder',
        'cashFlow',
        'topExposures',
        'topRiskyLoans',
      ];
      const sheets = await sheetsOf(bytes, names);
      for (const name of ['bySector.groups', 'byRating.groups', 'ladder']) {
        const [, headings = [], ...rows] = sheets[name] ?? [];
        const exposures = rows.map((row) => row[headings.indexOf('exposure')]);
        expect({ name, sum: sum(exposures) }).toEqual({ name, sum: 120_513_789_000n });
      }
      expect(sheets.cashFlow).toHaveLength(2 + 36);
      expect(
        sheets['bySector.groups']
          ?.slice(2)
          .map(([sector]) => sector)
          .sort(),
      ).toEqual(['+Health', 'Energy', 'Retail']);
    },
    OPENING_MS,
  );
});
