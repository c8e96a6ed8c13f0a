import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { to as copyTo } from 'pg-copy-streams';
import { onDatabase } from './cluster.ts';

/** The number of a book that no portfolio holds. */
const BOOK = 99;

export const LOAN_COLUMNS = `loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status, country,
  debt_to_equity, interest_coverage, leverage_ratio, borrower_group`;

/** A file of loans to import. */
export interface LoansFile {
  path: string;
  rows: number;
  byteLength: number;
}

/** Writes a CSV file with so many loans, the same on every machine; the database has the functions of `book.sql`. */
export async function writeLoansFile(
  databaseUrl: string,
  rows: number,
  directory: string,
): Promise<LoansFile> {
  const path = join(directory, `loans-${rows}.csv`);
  await onDatabase(databaseUrl, (client) => {
    const copy = `copy (select ${LOAN_COLUMNS} from bench.loans(${BOOK}, ${rows})) to stdout (format csv, header)`;
    return pipeline(client.query(copyTo(copy)), createWriteStream(path));
  });
  return { path, rows, byteLength: (await stat(path)).size };
}
