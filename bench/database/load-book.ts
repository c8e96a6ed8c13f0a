import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import type { Book } from '../books.ts';
import { onDatabase } from './cluster.ts';

/** The functions that make the loans. */
export const BOOK_SQL = await readFile(new URL('book.sql', import.meta.url), 'utf8');

/** Fills the portfolios with their loans and snapshots, and lets PostgreSQL look at what it has got. */
export async function loadBooks(databaseUrl: string, books: Book[]): Promise<void> {
  await onDatabase(databaseUrl, async (client) => {
    await client.query(BOOK_SQL);
    const restoreIndexes = await dropIndexes(client);
    for (const book of books) await loadBook(client, book);
    await restoreIndexes();
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  });
}

/** Triggers are on: whatever the server keeps beside its loans comes about as it does in an import. */
export async function loadBook(client: pg.Client, { name, number, size, hasHistory }: Book): Promise<void> {
  await client.query(LOANS, [name, number, size]);
  if (hasHistory) await client.query(SNAPSHOTS, [name]);
  await client.query('update portfolios set data_version = data_version + 1 where name = $1', [name]);
}

/** Indexes are made faster of all rows at once than row by row. Those behind a constraint stay. */
async function dropIndexes(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid in ('loans'::regclass, 'rating_history'::regclass)
      and not exists (select from pg_constraint where conindid = indexrelid)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return async () => {
    for (const { definition } of rows) await client.query(definition);
  };
}

const LOANS = `
  insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, credit_rating,
    status, country, debt_to_equity, interest_coverage, leverage_ratio, borrower_group)
  select p.tenant_id, p.id, l.loan_id, l.borrower, l.amount, l.rate, l.sector, l.maturity_date,
    l.credit_rating::credit_rating, l.status::loan_status, l.country, l.debt_to_equity, l.interest_coverage,
    l.leverage_ratio, l.borrower_group
  from portfolios p, bench.loans($2::int, $3::int) l where p.name = $1`;

const SNAPSHOTS = `
  insert into rating_history (tenant_id, loan_id, snapshot_date, credit_rating)
  select l.tenant_id, l.id, s.snapshot_date, s.grade
  from portfolios p join loans l on l.portfolio_id = p.id
  cross join lateral bench.snapshots(l.loan_id, l.credit_rating) s
  where p.name = $1`;
