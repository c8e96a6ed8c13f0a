import { writeToString } from 'fast-csv';
import { type CsvValue, safeCell } from '../../../platform/csv/safe-cell.ts';
import { type Column, valueAt } from '../document/columns.ts';
import type { Table } from '../open-report.ts';

/** A table as CSV (RFC 4180, UTF-8): headings, then rows, nothing above them. Cells are safe to open in a spreadsheet. */
export async function* csvBody({ columns, pages }: Table): AsyncGenerator<string> {
  yield lines([columns.map(({ heading }) => heading)]);
  for await (const rows of pages)
    yield lines(rows.map((row) => columns.map((column) => textOf(row, column))));
}

const lines = (rows: CsvValue[][]): Promise<string> =>
  writeToString(
    rows.map((cells) => cells.map(safeCell)),
    { headers: false, rowDelimiter: '\r\n', includeEndRowDelimiter: true },
  );

function textOf(row: unknown, column: Column): CsvValue {
  const value = valueAt(row, column);
  if (value === null) return null;
  if (column.kind === 'json') return JSON.stringify(value);
  return Array.isArray(value) ? value.join(', ') : (value as CsvValue);
}
