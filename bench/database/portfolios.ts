import type { Book } from '../books.ts';
import { onDatabase } from './cluster.ts';

/** A book as it stands in the database. */
export interface Portfolio extends Book {
  /** The database's key, and the public id made of it. */
  key: string;
  id: string;
}

export async function portfoliosOf(databaseUrl: string, books: Book[]): Promise<Portfolio[]> {
  const { rows } = await onDatabase(databaseUrl, (client) =>
    client.query<{ key: string; name: string }>('select id::text as key, name from portfolios'),
  );
  const keys = new Map(rows.map(({ name, key }) => [name, key]));
  return books.map((book) => {
    const key = keys.get(book.name)!;
    return { ...book, key, id: Buffer.from(`Portfolio:${key}`).toString('base64url') };
  });
}
