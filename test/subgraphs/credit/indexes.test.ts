import { sql } from 'kysely';
import { orderBy } from '../../../src/platform/paging/keyset.ts';
import { type LoanOrder, LoanSort } from '../../../src/subgraphs/credit/loan/loan.args.ts';
import { sortKeys } from '../../../src/subgraphs/credit/loan/loan.rows.ts';
import { useTestDatabase } from '../../support/database.ts';

const database = useTestDatabase();

interface Index {
  table: string;
  columns: string[];
  method: string;
}

/** Every whole index: its columns in order. A partial one serves only who repeats its condition. */
const indexes = () =>
  database.query<Index>(`
    select i.indrelid::regclass::text as table, am.amname as method,
      array(select pg_get_indexdef(i.indexrelid, position, true) from generate_series(1, i.indnkeyatts) position) as columns
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am am on am.oid = c.relam
    where i.indpred is null and c.relnamespace = 'public'::regnamespace`);

const foreignKeys = () =>
  database.query<{ table: string; columns: string[] }>(`
    select conrelid::regclass::text as table,
      array(select attname::text from unnest(conkey) with ordinality as key(number, place)
        join pg_attribute on attrelid = conrelid and attnum = number order by place) as columns
    from pg_constraint where contype = 'f'`);

/** What no index begins with. */
async function missing(wanted: { table: string; columns: string[] }[], method = 'btree'): Promise<string[]> {
  const all = (await indexes()).filter((index) => index.method === method);
  const isServed = ({ table, columns }: { table: string; columns: string[] }) =>
    all.some(
      (index) => index.table === table && columns.every((name, place) => index.columns[place] === name),
    );
  return wanted.filter((want) => !isServed(want)).map(({ table, columns }) => `${table} (${columns})`);
}

const on = (table: string, ...lists: string[][]) => lists.map((columns) => ({ table, columns }));

test('every foreign key, so that a deletion does not read the whole other table', async () => {
  const keys = await foreignKeys();
  expect(keys.length).toBeGreaterThan(10);
  expect(await missing(keys)).toEqual([]);
});

test('every order of the loans of a portfolio', async () => {
  const ordered = [
    'borrower',
    'amount',
    'rate',
    'maturity_date',
    'credit_rating',
    'status',
    'created_at',
    'updated_at',
  ];
  const orders = ordered.map((column) => ['portfolio_id', column, 'id']);
  // A number is unique in its portfolio, so nothing needs to break ties.
  expect(await missing(on('loans', ...orders, ['portfolio_id', 'loan_id']))).toEqual([]);
});

test('every filter of the loans of a portfolio', async () => {
  const filtered = ['loan_id', 'credit_rating', 'sector', 'status', 'country', 'borrower', 'borrower_group'];
  const ranges = ['amount', 'rate', 'maturity_date', 'updated_at'];
  const columns = [...filtered, ...ranges].map((column) => ['portfolio_id', column]);
  expect(await missing(on('loans', ...columns))).toEqual([]);
  expect(await missing(on('loans', ['loan_id'], ['borrower']), 'gin')).toEqual([]);
  expect(await missing(on('default_rates', ['tenant_id', 'credit_rating']))).toEqual([]);
});

test('the loans in breach have an index of their own', async () => {
  const [index] = await database.query<{ definition: string }>(
    `select indexdef as definition from pg_indexes where indexname = 'loans_in_breach'`,
  );
  expect(index!.definition).toMatch(/\(portfolio_id, id\) WHERE/);
});

test('the largest loans of a grade, where those with the largest expected loss are found', async () => {
  expect(await missing(on('loans', ['portfolio_id', 'credit_rating', 'amount']))).toEqual([]);
});

test('every stored order of the portfolios of a tenant, and who sees which', async () => {
  // The other two orders are by totals, which are a row a portfolio.
  const orders = ['name', 'created_at', 'updated_at'].map((column) => ['tenant_id', column, 'id']);
  expect(await missing(on('portfolios', ...orders, ['organization_id'], ['owner_id']))).toEqual([]);
});

test("a loan's ratings by day", async () => {
  expect(await missing(on('rating_history', ['loan_id', 'snapshot_date']))).toEqual([]);
});

describe('PostgreSQL uses them', () => {
  beforeAll(async () => {
    await database.query(`insert into tenants (name) values ('T')`);
    await database.query(`insert into organizations (tenant_id, name) select id, 'O' from tenants`);
    await database.query(`insert into users (tenant_id, organization_id, username, email, password_hash, role)
      select tenant_id, id, 'u', 'u@example.test', '-', 'ADMIN' from organizations`);
    await database.query(`insert into portfolios (tenant_id, organization_id, owner_id, name)
      select tenant_id, organization_id, id, 'P' from users`);
    await database.query(`insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, status)
      select tenant_id, id, 'L' || n, 'B' || n % 100, n, 1, 'S', '2030-01-01', 'PERFORMING'
      from portfolios, generate_series(1, 20000) n`);
    await database.query('analyze loans');
  });

  const planOf = async (statement: string): Promise<string> =>
    (await database.query<Record<string, string>>(`explain (costs off) ${statement}`))
      .map((line) => Object.values(line)[0])
      .join('\n');

  test('a deep page starts where its cursor stands', async () => {
    const plan = await planOf(`select id from loans l where portfolio_id = (select min(id) from portfolios)
      and (l.amount, l.id) > (15000::numeric, 1::bigint) order by l.amount, l.id limit 21`);
    expect(plan).toContain('loans_portfolio_id_amount_id_index');
    expect(plan).toMatch(/Index Cond: .*ROW\(amount, id\) > ROW/);
    expect(plan).not.toContain('Sort');
  });

  test.each(
    Object.keys(LoanSort).flatMap((by) => [
      [by, 'ASC', false],
      [by, 'ASC', true],
      [by, 'DESC', false],
      [by, 'DESC', true],
    ]),
  )('a page by %s %s (backwards: %s) reads an index in its order', async (by, direction, backward) => {
    const keys = sortKeys([{ by, direction } as LoanOrder]);
    const { rows } = await sql<Record<string, string>>`explain (costs off)
      select l.id from loans l where l.portfolio_id = (select min(id) from portfolios)
      order by ${orderBy(keys, backward as boolean)} limit 21`.execute(database.orm.em.fork().getKysely());
    const plan = rows.map((line) => Object.values(line)[0]).join('\n');
    expect(plan).not.toContain('Sort');
  });
});
