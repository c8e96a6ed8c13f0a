/** A row's values in the order of the columns; null is null, '' an empty text. */
export type CopyRow = readonly (string | null)[];

/** Rows come in batches: to wait for each would cost more than the rows. */
export type RowBatches = AsyncIterable<readonly CopyRow[]> | Iterable<readonly CopyRow[]>;

const PIECE_CHARACTERS = 64 * 1024;

/** Rows in PostgreSQL's COPY text format, many rows a piece. */
export async function* copyText(batches: RowBatches): AsyncGenerator<string> {
  let piece = '';
  for await (const rows of batches) {
    for (const row of rows) {
      piece += lineOf(row);
      if (piece.length < PIECE_CHARACTERS) continue;
      yield piece;
      piece = '';
    }
  }
  if (piece) yield piece;
}

const lineOf = (row: CopyRow): string => `${row.map(cellOf).join('\t')}\n`;

const cellOf = (value: string | null): string =>
  value === null ? '\\N' : SPECIAL.test(value) ? value.replace(ALL_SPECIAL, (sign) => ESCAPES[sign]!) : value;

const SPECIAL = /[\\\t\n\r]/;
const ALL_SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
