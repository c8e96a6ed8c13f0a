import { readXlsx } from 'hucre/xlsx';
import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { askReport } from './ask-report.ts';

const database = useTestDatabase();
const server = useTestServer(database);
let token: string;
let portfolioId: string;

beforeAll(async () => {
  const { a } = await seedIdentity(database);
  const { tenantId, organizationId, userId } = a.viewers.PORTFOLIO_MANAGER;
  const [portfolio] = await database.query<{ id: string }>(
    `insert into portfolios (tenant_id, organization_id, owner_id, name, currency)
     values (?, ?, ?, 'Harbour "A/B"', 'EUR') returning id::text as id`,
    [tenantId, organizationId, userId],
  );
  const key = (portfolio as { id: string }).id;
  portfolioId = toGlobalId('Portfolio', key);
  await database.query(
    `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status)
     values (?, ?, 'L1', '=HYPERLINK("http://x")', 9007199254740.93, 5.25, 'Retail, "wide"', '2030-01-31', 'BBB', 'PERFORMING'),
            (?, ?, 'L2', 'Müller & Söhne <AG>', 0.10, -0.5, E'-\\t', '2031-02-28', null, 'DEFAULTED')`,
    [tenantId, key, tenantId, key],
  );
  token = await server.signIn('a.portfolio_manager', PASSWORD);
  await server.ask(REGISTER, { input: { name: 'book', body: BOOK } }, token);
});

const REGISTER = 'mutation ($input: RegisterDocumentInput!) { registerDocument(input: $input) { id } }';
const BOOK = `query ($id: ID!) { portfolio(id: $id) { loans(first: 1) { nodes {
  loanId borrower amount rate sector maturityDate grade: creditRating status version portfolio { currency isActive } } } } }`;

const ask = (path: string) => askReport(server.url, `${path}id=${portfolioId}`, { token });

const HEADINGS =
  'loanId,borrower,amount,rate,sector,maturityDate,grade,status,version,portfolio.currency,portfolio.isActive';

describe('a report', () => {
  it('as CSV has headings and rows, exact decimals, and no cell that a spreadsheet would run', async () => {
    const { status, headers, text } = await ask('book.csv?');
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/csv; charset=utf-8; header=present',
    });
    expect(text.split('\r\n')).toEqual([
      HEADINGS,
      `L1,"'=HYPERLINK(""http://x"")",9007199254740.93,5.2500,"Retail, ""wide""",2030-01-31,BBB,PERFORMING,1,EUR,true`,
      "L2,Müller & Söhne <AG>,0.10,-0.5000,'-\t,2031-02-28,,DEFAULTED,1,EUR,true",
      '',
    ]);
  });

  it('as JSON is an array of flat rows, decimals as text', async () => {
    const { headers, text } = await ask('book.json?');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    const [first, second, ...rest] = JSON.parse(text);
    expect(Object.keys(first).join()).toBe(HEADINGS);
    expect(first).toMatchObject({
      borrower: '=HYPERLINK("http://x")',
      amount: '9007199254740.93',
      version: 1,
    });
    expect(second).toMatchObject({ rate: '-0.5000', grade: null, 'portfolio.isActive': true });
    expect(rest).toEqual([]);
  });

  it('as JSON Lines has a row a line; decimals as numbers are the same digits', async () => {
    const { headers, text } = await ask('book.jsonl?decimals=number&');
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = text.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('"amount":9007199254740.93,"rate":5.2500,');
    expect(JSON.parse(lines[1] as string)).toMatchObject({ amount: 0.1, rate: -0.5 });
  });

  it('as XLSX has numbers, days and text as what they are, below a title and its headings', async () => {
    const { headers, bytes } = await ask('book.xlsx?');
    expect(headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    const { sheets } = await readXlsx(bytes);
    const [{ name, rows } = { name: '', rows: [] }, ...others] = sheets;
    expect({ name, others }).toEqual({ name: 'loans', others: [] });
    expect(rows[0]?.[0]).toMatch(
      /^book · Harbour "A\/B" · as of \d{4}-\d\d-\d\d · generated \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/,
    );
    expect(rows[1]).toEqual(HEADINGS.split(','));
    expect(rows[2]).toEqual([
      'L1',
      '=HYPERLINK("http://x")',
      9007199254740.93,
      5.25,
      'Retail, "wide"',
      new Date('2030-01-31T00:00:00Z'),
      'BBB',
      'PERFORMING',
      1,
      'EUR',
      true,
    ]);
    expect(rows[3]?.slice(1, 5)).toEqual(['Müller & Söhne <AG>', 0.1, -0.5, '-\t']);
    expect(rows).toHaveLength(4);
  });

  it.each([
    'csv',
    'json',
    'jsonl',
    'xlsx',
  ])('as %s is a file with the name of its portfolio', async (format) => {
    const { headers } = await ask(`book.${format}?`);
    expect(headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="book Harbour A B \\d{4}-\\d\\d-\\d\\d\\.${format}"$`),
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
