import { readFile } from 'node:fs/promises';
import type { Book } from '../books.ts';
import { onDatabase } from '../database/cluster.ts';
import { loadBooks } from '../database/load-book.ts';
import { makePeople } from '../database/people.ts';

const ACCOUNTS_SQL = new URL('accounts.sql', import.meta.url);
const USERS_OF_A_TENANT = 10;

export const usernameOf = (book: Book) => `user.${book.number}`;

/** One portfolio a user: nine of a tenant's ten have 1,000 loans, one has 5,000; all with eight snapshots. */
export const booksOf = (users: number): Book[] =>
  Array.from({ length: users }, (_, index) => ({
    number: index + 1,
    name: `Book ${index + 1}`,
    size: (index + 1) % USERS_OF_A_TENANT === 0 ? 5_000 : 1_000,
    hasHistory: true,
  }));

/** Migrates an empty database and fills it with tenants, accounts and their books. */
export async function makeTenants(databaseUrl: string, books: Book[], directory: string): Promise<void> {
  await makePeople(databaseUrl, [], directory);
  const accounts = await readFile(ACCOUNTS_SQL, 'utf8');
  await onDatabase(databaseUrl, async (client) => {
    await client.query(accounts);
    await client.query('select bench_users($1)', [books.length]);
  });
  await loadBooks(databaseUrl, books);
}
