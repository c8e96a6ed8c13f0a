import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { format } from 'fast-csv';
import { type CsvValue, safeCell } from './safe-cell.ts';

/**
 * Writes rows under a header as CSV (RFC 4180, UTF-8), no faster than `target` takes them, and ends `target`. Cells
 * are safe to open in a spreadsheet. Throws what `rows` or `target` throw.
 */
export async function writeCsv<Column extends string>(
  columns: readonly Column[],
  rows: Iterable<Record<Column, CsvValue>> | AsyncIterable<Record<Column, CsvValue>>,
  target: Writable,
): Promise<void> {
  const csv = format({
    headers: [...columns],
    alwaysWriteHeaders: true,
    rowDelimiter: '\r\n',
    includeEndRowDelimiter: true,
  });
  await pipeline(Readable.from(cellsOf(columns, rows)), csv, target);
}

async function* cellsOf<Column extends string>(
  columns: readonly Column[],
  rows: Iterable<Record<Column, CsvValue>> | AsyncIterable<Record<Column, CsvValue>>,
): AsyncGenerator<string[]> {
  for await (const row of rows) yield columns.map((column) => safeCell(row[column]));
}
