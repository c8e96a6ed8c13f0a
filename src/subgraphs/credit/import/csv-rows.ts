import { pipeline, Readable } from 'node:stream';
import { parse } from 'fast-csv';
import type { Complaint } from '../fields/complaint.ts';
import { type CsvColumns, checkHeader, delimiterOf, peekHeader } from './csv-header.ts';
import { type Delimiter, wholeRecords } from './csv-records.ts';
import { refuseFile } from './refuse-file.ts';

export const MAX_DATA_ROWS = 1_000_000;

/** A row's cells by the names of their columns, as written, or why it has none. `row` counts from 1. */
export type CsvRow =
  | { row: number; cells: Record<string, string>; complaint?: undefined }
  | { row: number; cells?: undefined; complaint: Complaint };

/**
 * The data rows of a CSV text, one at a time as they are asked for. A blank line is no row; `,,,` is one. Refuses
 * the file as BAD_USER_INPUT for its header (all faults at once), its quotes and its size; the latter two may be
 * found late, so rows read before an error must not be kept.
 */
export async function* csvRows(text: AsyncIterable<string>, columns: CsvColumns): AsyncGenerator<CsvRow> {
  const peeked = await peekHeader(text);
  let names: string[] | undefined;
  let row = 0;
  for await (const cells of parsed(peeked.text, delimiterOf(peeked.header))) {
    if (cells.length === 0) continue;
    if (!names) names = checkHeader(cells, columns);
    else if (++row > MAX_DATA_ROWS) throw tooManyRows();
    else yield rowOf(row, cells, names);
  }
  if (!names) throw refuseFile('the file has no header row');
}

/** Destroying either end (an error, or a reader that stops early) destroys the other. */
function parsed(text: AsyncIterable<string>, delimiter: Delimiter): AsyncIterable<string[]> {
  const parser = parse<string[], string[]>({ headers: false, delimiter });
  return pipeline(Readable.from(wholeRecords(text, delimiter)), parser, () => {
    // The reader of the parser gets the error.
  });
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
