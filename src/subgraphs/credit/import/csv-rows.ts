import type { Complaint } from '../fields/complaint.ts';
import { type CsvColumns, checkHeader, delimiterOf, peekHeader } from './csv-header.ts';
import { csvRecords } from './csv-records.ts';
import { refuseFile } from './refuse-file.ts';

export const MAX_DATA_ROWS = 1_000_000;

/** A row's cells by the names of their columns, as written, or why it has none. `row` counts from 1. */
export type CsvRow =
  | { row: number; cells: Record<string, string>; complaint?: undefined }
  | { row: number; cells?: undefined; complaint: Complaint };

/**
 * The data rows of a CSV text, for each piece those that end in it, no faster than they are asked for. A blank line
 * is no row; `,,,` is one. Refuses the file as BAD_USER_INPUT for its header (all faults at once), its quotes and
 * its size; the latter two may be found late, so rows read before an error must not be kept.
 */
export async function* csvRows(text: AsyncIterable<string>, columns: CsvColumns): AsyncGenerator<CsvRow[]> {
  const peeked = await peekHeader(text);
  let names: string[] | undefined;
  let row = 0;
  for await (const records of csvRecords(peeked.text, delimiterOf(peeked.header))) {
    const rows: CsvRow[] = [];
    for (const cells of records) {
      if (!names) names = checkHeader(cells, columns);
      else if (++row > MAX_DATA_ROWS) throw tooManyRows();
      else rows.push(rowOf(row, cells, names));
    }
    yield rows;
  }
  if (!names) throw refuseFile('the file has no header row');
}

function rowOf(row: number, cells: readonly string[], names: readonly string[]): CsvRow {
  if (cells.length !== names.length) {
    const message = `the row has ${cells.length} cells, the header has ${names.length}`;
    return { row, complaint: { code: 'WRONG_COLUMN_COUNT', message } };
  }
  const byName: Record<string, string> = {};
  for (let index = 0; index < names.length; index++) byName[names[index]!] = cells[index]!;
  return { row, cells: byName };
}

const tooManyRows = () =>
  refuseFile(`the file has more than ${MAX_DATA_ROWS.toLocaleString('en-US')} rows; split it`);
