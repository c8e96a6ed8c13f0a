import { seedPortfolios } from '../../support/book.ts';
import { statementsDuring } from '../../support/count-statements.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { personAt } from '../documents/ask-server.ts';
import { askReport, EXPORTS, PROBLEM, problemOf } from './ask-report.ts';

const database = useTestDatabase();
const server = useTestServer(database);
let token: string;
let id: string;

const BODIES: Record<string, string> = {
  typed: `query ($id: ID!, $months: Int = 12, $asOf: Date, $filter: LoanFilter, $by: [LoanDimension!]! = [SECTOR]) {
    portfolio(id: $id) { analytics(asOf: $asOf, filter: $filter) {
      cashFlow(months: $months) { month } breakdown(by: $by) { groups { keys } } } } }`,
  clash: 'query ($list: ID!) { portfolio(id: $list) { name } }',
  dear: `query ($id: ID!) { portfolio(id: $id) { loans { nodes { ${Array.from({ length: 25 }, (_, at) => `p${at}: portfolio { analytics { breakdown(by: [SECTOR], first: 100) { groups { keys } } } }`).join(' ')} } } } }`,
};

beforeAll(async () => {
  const { a } = await seedIdentity(database);
  [id] = (await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 1)) as [string];
  token = await server.signIn('a.portfolio_manager', PASSWORD);
});

const ask = (path: string, method = 'GET') => askReport(server.url, path, { token, method });
const encoded = (value: unknown) => encodeURIComponent(JSON.stringify(value));

describe('a report is refused with a problem, in every format, and nothing is on record', () => {
  beforeAll(async () => {
    const manager = personAt(server.url, token);
    for (const name of ['typed', 'clash']) await manager.register(name, BODIES[name] as string);
  });

  it.each<[string, () => string, number, string, string[]]>([
    ['an unknown document', () => 'Nothing.FORMAT', 404, 'NOT_FOUND', []],
    ['a name that is none', () => '..%2f..%2fetc.FORMAT', 404, 'NOT_FOUND', []],
    ['a missing variable', () => 'Loans.FORMAT', 400, 'BAD_USER_INPUT', ['portfolioId']],
    [
      'an unknown variable',
      () => `Loans.FORMAT?portfolioId=${id}&colour=red`,
      400,
      'BAD_USER_INPUT',
      ['colour'],
    ],
    ['an id of something else', () => 'Loans.FORMAT?portfolioId=TG9hbjox', 400, 'BAD_USER_INPUT', ['id']],
    ["somebody else's portfolio", () => 'Loans.FORMAT?portfolioId=UG9ydGZvbGlvOjk5OQ', 404, 'NOT_FOUND', []],
    [
      'values of the wrong type, all at once',
      () => `typed.FORMAT?id=${id}&months=many&asOf=yesterday&filter={&by=COLOUR&list=cashFlow`,
      400,
      'BAD_USER_INPUT',
      ['filter', 'months', 'asOf', 'by.0'],
    ],
    [
      'a value beyond its bounds',
      () => `typed.FORMAT?id=${id}&months=100000&list=cashFlow`,
      400,
      'BAD_USER_INPUT',
      ['months'],
    ],
    [
      'one value too many',
      () => `typed.FORMAT?id=${id}&id=${id}&list=cashFlow`,
      400,
      'BAD_USER_INPUT',
      ['id'],
    ],
    ['an unknown list', () => `typed.FORMAT?id=${id}&list=loans`, 400, 'BAD_USER_INPUT', ['list']],
    ['a list of a report that is one row', () => 'Viewer.FORMAT?list=me', 400, 'BAD_USER_INPUT', ['list']],
    [
      'another way to write decimals',
      () => `Loans.FORMAT?portfolioId=${id}&decimals=roman`,
      400,
      'BAD_USER_INPUT',
      ['decimals'],
    ],
    [
      'variables that are no object',
      () => 'Loans.FORMAT?variables=[1]',
      400,
      'BAD_USER_INPUT',
      ['variables', 'portfolioId'],
    ],
    [
      'a variable given in both ways',
      () => `Loans.FORMAT?portfolioId=${id}&variables=${encoded({ portfolioId: id })}`,
      400,
      'BAD_USER_INPUT',
      ['portfolioId'],
    ],
    ['a mutation', () => 'Logout.FORMAT', 400, 'BAD_USER_INPUT', ['']],
    ['a subscription', () => `PortfolioChanged.FORMAT?portfolioId=${id}`, 400, 'BAD_USER_INPUT', ['']],
  ])('%s', async (_, path, status, code, places) => {
    for (const format of ['csv', 'json', 'jsonl', 'xlsx']) {
      const answer = await ask(path().replace('FORMAT', format));
      expect(problemOf(answer)).toEqual({ status, type: PROBLEM, code, places });
      expect(answer.headers.get('content-disposition')).toBeNull();
      expect(answer.headers.get('etag')).toBeNull();
    }
    expect(await database.query(EXPORTS)).toEqual([]);
  });

  it('several lists, in a format that has room for one', async () => {
    for (const format of ['csv', 'jsonl']) {
      const answer = await ask(`typed.${format}?id=${id}`);
      expect(problemOf(answer)).toMatchObject({ status: 400, code: 'BAD_USER_INPUT', places: ['list'] });
      expect(answer.text).toContain('choose one of cashFlow, groups.');
    }
    expect(await database.query(EXPORTS)).toEqual([]);
  });

  it('a format that there is not', async () => {
    for (const path of ['Loans.pdf', 'Loans', 'Loans.', '', 'Loans.csv/more', 'a/Loans.csv'])
      expect(problemOf(await ask(path))).toMatchObject({ status: 404, type: PROBLEM, code: 'NOT_FOUND' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('the method %s', async (method) => {
    const answer = await ask(`Loans.csv?portfolioId=${id}`, method);
    expect(problemOf(answer)).toMatchObject({ status: 405, type: PROBLEM });
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  it('more than a request may cost, however short its pages are, before anything is read', async () => {
    await database.query(
      `insert into trusted_documents (tenant_id, name, version, sha256, body, lists, registered_by)
       select tenant_id, 'dear', 1, repeat('0', 64), ?, '[]', id from users where username = 'a.portfolio_manager'`,
      [BODIES.dear],
    );
    const statements = await statementsDuring(database.orm, async () => {
      expect(problemOf(await ask(`dear.csv?id=${id}`))).toMatchObject({ status: 400, code: 'COST_EXCEEDED' });
    });
    expect(statements.filter((text) => /from loans|rollups/.test(text))).toEqual([]);
  });
});

describe('variables in an address', () => {
  it('are read by their types', async () => {
    const given = `months=2&asOf=2027-01-31&filter=${encoded({ sector: ['Retail'] })}&by=SECTOR&by=CREDIT_RATING`;
    const { text } = await ask(`typed.json?id=${id}&${given}`);
    expect(JSON.parse(text)).toEqual({
      cashFlow: [{ month: '2027-01-31' }, { month: '2027-02-01' }],
      groups: [{ keys: ['Retail', 'BBB'] }],
    });
    const [{ changes } = { changes: {} }] = await database.query<{ changes: object }>(
      `${EXPORTS} desc limit 1`,
    );
    expect(changes).toMatchObject({
      variables: {
        id,
        months: 2,
        asOf: '2027-01-31',
        filter: { sector: ['Retail'] },
        by: ['SECTOR', 'CREDIT_RATING'],
      },
    });
  });

  it('can all be given as one JSON object, those with names of our own only so', async () => {
    const { text } = await ask(`clash.json?variables=${encoded({ list: id })}`);
    expect(JSON.parse(text)).toEqual([{ 'portfolio.name': 'Portfolio 0001' }]);
  });
});

describe('what a report answers', () => {
  it('is one of its lists by place or by name, whatever the format', async () => {
    for (const list of ['groups', 'portfolio.analytics.breakdown.groups']) {
      expect((await ask(`typed.csv?id=${id}&list=${list}`)).text).toBe('keys\r\nRetail\r\n');
      expect((await ask(`typed.json?id=${id}&list=${list}`)).text).toBe('[{"keys":["Retail"]}]\n');
    }
  });
});
