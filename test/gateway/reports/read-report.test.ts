import type { GraphQLSchema } from 'graphql';
import { composeGraph } from '../../../src/gateway/compose.ts';
import type { Ask } from '../../../src/gateway/reports/ask.ts';
import type { OpenReport, Table } from '../../../src/gateway/reports/open-report.ts';
import { subgraphs } from '../../../src/gateway/subgraphs.ts';
import type { GraphContext } from '../../../src/platform/graphql/context.ts';
import { seedPortfolios } from '../../support/book.ts';
import { contextFor } from '../../support/context.ts';
import { statementsDuring } from '../../support/count-statements.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity } from '../../support/identity-fixtures.ts';
import { openReport, tablesOf } from './reading.ts';

const LOANS = 2_345;

const database = useTestDatabase();
let schema: GraphQLSchema;
let id: string;
let context: () => GraphContext;

beforeAll(async () => {
  ({ schema } = await composeGraph(subgraphs));
  const { a } = await seedIdentity(database);
  const manager = a.viewers.PORTFOLIO_MANAGER;
  [id] = (await seedPortfolios(database, manager, 12)) as [string];
  await database.query(
    `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status)
     select p.tenant_id, p.id, 'N' || lpad(n::text, 6, '0'), 'Borrower', n, 5, 'Retail', '2030-01-01', 'BBB', 'PERFORMING'
     from portfolios p, generate_series(1, ?::int) n where p.name = 'Portfolio 0001'`,
    [LOANS - 3],
  );
  context = () => contextFor(database, manager);
});

const LOANS_OF = `query ($id: ID!, $first: Int = 2, $after: String) { portfolio(id: $id) {
  loans(first: $first, after: $after, orderBy: [{ by: AMOUNT, direction: DESC }]) { nodes { loanId amount } } } }`;

const open = <Result>(
  body: string,
  use: (report: OpenReport) => Promise<Result>,
  around?: (ask: Ask) => Ask,
  lists?: string[],
  variables: object = { id },
) => openReport(schema, context(), { body, lists: lists ?? [], variables: { ...variables } }, use, around);

describe('a report of a connection', () => {
  it('has all of its rows, each once and in its order, whatever the document said of pages', async () => {
    for (const variables of [{ id }, { id, first: 7, after: 'nothing' }]) {
      const [loans] = await open(LOANS_OF, tablesOf, undefined, [], variables);
      expect({ name: loans?.name, count: loans?.rowCount }).toEqual({ name: 'loans', count: LOANS });
      const amounts = loans?.rows.map(({ amount }) => Number(amount)) ?? [];
      expect(new Set(loans?.rows.map(({ loanId }) => loanId)).size).toBe(LOANS);
      expect(amounts.slice(0, 4)).toEqual([3000, 2342, 2341, 2340]);
      expect(amounts).toEqual(amounts.toSorted((one, other) => other - one));
    }
  });

  it('shows one state of the book, whatever is written while it is read', async () => {
    const interrupted = (ask: Ask): Ask => {
      let page = 0;
      return async (...asked) => {
        const answered = await ask(...asked);
        page += 1;
        if (page === 2) await database.query("delete from loans where loan_id = 'N000001'");
        if (page === 2) await database.query("update loans set amount = 99 where loan_id = 'N000002'");
        return answered;
      };
    };
    const [loans] = await open(LOANS_OF, tablesOf, interrupted);
    expect(loans?.rows).toHaveLength(LOANS);
    expect(loans?.rows.slice(-2)).toEqual([
      { loanId: 'N000002', amount: '2.00' },
      { loanId: 'N000001', amount: '1.00' },
    ]);
    const [now] = await open(LOANS_OF, tablesOf);
    expect(now?.rows).toHaveLength(LOANS - 1);
    expect(now?.rows.at(-1)).toEqual({ loanId: 'N000003', amount: '3.00' });
  });

  it('reads a page when it is asked for, and none before', async () => {
    let asked = 0;
    const counted =
      (ask: Ask): Ask =>
      (...args) => {
        asked += 1;
        return ask(...args);
      };
    const counts = await open(
      LOANS_OF,
      async ({ tables }) => {
        const pages = (tables[0] as Table).pages[Symbol.asyncIterator]();
        const after: number[][] = [];
        for (let page = await pages.next(); !page.done; page = await pages.next())
          after.push([page.value.length, asked]);
        return after;
      },
      counted,
    );
    expect(counts).toEqual([
      [1_000, 2],
      [1_000, 3],
      [LOANS - 2_001, 4],
    ]);
  });

  it('asks for its rows alone, and for all of them in one transaction', async () => {
    const body = `query ($id: ID!) { portfolio(id: $id) { owner { fullName } loans { totalCount nodes { loanId } }
      analytics { summary { totalLoans } } } }`;
    const statements = await statementsDuring(database.orm, () => open(body, tablesOf));
    const begin = statements.indexOf('start transaction isolation level repeatable read read only');
    expect(statements.slice(begin).filter((text) => /as parent_key, (page|item)/.test(text))).toHaveLength(3);
    expect(statements.at(-1)).toBe('commit');
    expect(statements.filter((text) => /from users|portfolio_rollups where/.test(text))).toEqual([]);
  });

  it('needs no transaction where the first page is all', async () => {
    const statements = await statementsDuring(database.orm, async () => {
      const [portfolios] = await open('{ portfolios { nodes { name } } }', tablesOf, undefined, [], {});
      expect(portfolios?.rows).toHaveLength(12);
    });
    expect(statements.filter((text) => /^(begin|start)/.test(text))).toEqual([]);
  });

  it('of costly rows has shorter pages', async () => {
    // 1 for a loan, 13 for the objects within it.
    const within = Array.from({ length: 13 }, (_, at) => `p${at}: portfolio { name }`).join(' ');
    const body = `query ($id: ID!) { portfolio(id: $id) { loans(first: 1) { nodes { loanId ${within} } } } }`;
    const sizes = await open(body, async ({ tables }) => {
      const lengths: number[] = [];
      for await (const page of (tables[0] as Table).pages) lengths.push(page.length);
      return lengths;
    });
    expect(sizes).toEqual([500, 500, 500, 500, LOANS - 1 - 2_000]);
  });

  it('through fragments and edges is the same', async () => {
    const body = `query ($id: ID!) { portfolio(id: $id) { ...Book } }
      fragment Book on Portfolio { loans(last: 5) { ... on LoanConnection { edges { node { ...Row } } } } }
      fragment Row on Loan { loanId }`;
    const [loans] = await open(body, tablesOf);
    expect(loans?.name).toBe('loans');
    expect(new Set(loans?.rows.map((row) => JSON.stringify(row))).size).toBe(LOANS - 1);
  });
});

describe('a report without a connection', () => {
  it('has a table for each list, and needs no transaction, so that kept numbers count', async () => {
    const body = `query ($id: ID!) { portfolio(id: $id) { analytics {
      bySector: breakdown(by: [SECTOR]) { groups { keys loanCount } }
      byRating: breakdown(by: [CREDIT_RATING]) { groups { keys loanCount } }
      maturity { ladder { label } } } } }`;
    let tables: unknown;
    const statements = await statementsDuring(database.orm, async () => {
      tables = await open(body, tablesOf);
    });
    expect(statements.filter((text) => /^(begin|start)/.test(text))).toEqual([]);
    expect(tables).toMatchObject([
      { name: 'bySector.groups', rowCount: 1, rows: [{ keys: ['Retail'], loanCount: LOANS - 1 }] },
      { name: 'byRating.groups', rows: [{ keys: ['BBB'], loanCount: LOANS - 1 }] },
      { name: 'ladder', rowCount: 6 },
    ]);
  });

  it('or a list is one row', async () => {
    const [only, ...others] = await open(
      'query ($id: ID!) { portfolio(id: $id) { name currency } }',
      tablesOf,
    );
    expect(only).toMatchObject({
      name: null,
      rowCount: 1,
      rows: [{ portfolio: { name: 'Portfolio 0001' } }],
    });
    expect(others).toEqual([]);
  });
});

describe('a report', () => {
  it('has the title of what it reaches without passing a list', async () => {
    const body =
      'query ($id: ID!, $asOf: Date) { portfolio(id: $id) { analytics(asOf: $asOf) { cashFlow { month } } } }';
    const titles = await open(body, async ({ title }) => title, undefined, [], { id, asOf: '2027-01-31' });
    expect(titles).toEqual({ portfolio: ['Portfolio 0001'], asOf: ['2027-01-31'] });
    const many = await open('{ portfolios { nodes { id } } }', async ({ title }) => title, undefined, [], {});
    expect(many).toEqual({ portfolio: [], asOf: [] });
  });

  it('about what is not there for its viewer is NOT_FOUND', async () => {
    const stranger = { id: Buffer.from('Portfolio:999999').toString('base64url') };
    await expect(open(LOANS_OF, tablesOf, undefined, [], stranger)).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
  });

  it('is refused whole for one error, wherever in the answer', async () => {
    const body = `query ($id: ID!) { portfolios { nodes { name owner { email } } } portfolio(id: $id) { id } }`;
    const viewer = {
      ...context(),
      viewer: { ...(context().viewer as never as object), userId: '0', role: 'ANALYST' },
    };
    const refused = openReport(schema, viewer as GraphContext, { body, variables: { id } }, tablesOf);
    await expect(refused).rejects.toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});
