import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { copyText, type RowBatches } from './copy-text.ts';
import { clientOf } from './pool-clients.ts';

/**
 * Copies rows into a table, on the transaction's own connection: the fastest way in. Batches of rows are asked for
 * no faster than the database takes them. Answers how many. An error of `batches` or of the database aborts the transaction.
 */
export async function copyRows<Tables>(
  transaction: Kysely<Tables>,
  table: string,
  columns: readonly string[],
  batches: RowBatches,
): Promise<number> {
  if (!transaction.isTransaction)
    throw new Error('COPY needs a transaction, or its rows would be kept by half.');
  const names = columns.map(pg.escapeIdentifier).join(', ');
  const client = await clientOf(transaction);
  const target = client.query(from(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`));
  await pipeline(Readable.from(copyText(batches)), target);
  return target.rowCount;
}
