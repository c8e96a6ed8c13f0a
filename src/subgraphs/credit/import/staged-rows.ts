import { type Kysely, sql } from 'kysely';
import { copyRows } from '../../../platform/database/copy/copy-rows.ts';
import type { CopyRow } from '../../../platform/database/copy/copy-text.ts';
import type { CreditTables } from '../entities.ts';
import { type CsvRow, csvRows } from './csv-rows.ts';
import { CsvText, type FileFingerprint } from './csv-text.ts';
import { MAX_KEPT_ERRORS } from './import-error.type.ts';
import type { ImportFormat } from './import-format.ts';
import { type RowFault, readRow } from './read-row.ts';

export interface StagedFile extends FileFingerprint {
  rowCount: number;
  /** The file's columns in its own order; none if it holds no row of the right length. */
  columns: string[];
}

/** The staged rows `r` that neither themselves nor the book speak against. */
export const soundRows = sql`import_rows r
  where r.fault_count = 0 and not exists (select from import_faults f where f.row_number = r.row_number)`;

/**
 * Streams a file into the temporary table `import_rows`, which ends with the transaction: a slow sender makes
 * nobody wait for the portfolio, and memory stays flat. Throws BAD_USER_INPUT for a file that cannot be read.
 */
export async function stageFile(
  db: Kysely<CreditTables>,
  format: ImportFormat,
  bytes: AsyncIterable<Uint8Array>,
): Promise<StagedFile> {
  await sql`create temporary table import_rows on commit drop as
    select null::int as row_number, null::int as fault_count, null::jsonb as faults, shape.* from (${format.shape}) shape
    with no data`.execute(db);
  const columns = format.fields.map(({ column }) => column);
  const text = new CsvText(bytes);
  const reader = new StagingReader(format);
  const rows = reader.read(csvRows(text, format.columns));
  const rowCount = await copyRows(db, 'import_rows', [...OWN_COLUMNS, ...columns], rows);
  await sql`analyze import_rows`.execute(db);
  return { ...text.fingerprint, rowCount, columns: reader.fileColumns };
}

const OWN_COLUMNS = ['row_number', 'fault_count', 'faults'];

class StagingReader {
  readonly #format: ImportFormat;
  #faultCount = 0;
  fileColumns: string[] = [];

  constructor(format: ImportFormat) {
    this.#format = format;
  }

  async *read(pieces: AsyncIterable<CsvRow[]>): AsyncGenerator<CopyRow[]> {
    for await (const rows of pieces) yield rows.map((row) => this.#staged(row));
  }

  #staged(row: CsvRow): CopyRow {
    if (this.fileColumns.length === 0 && row.cells) this.fileColumns = Object.keys(row.cells);
    const { values, faults } = readRow(this.#format.fields, row);
    return [String(row.row), String(faults.length), this.#told(faults), ...values];
  }

  /** Words only for what may be kept: those of a file that is all wrong are many times the file. */
  #told(faults: RowFault[]): string | null {
    const isTold = faults.length > 0 && this.#faultCount < MAX_KEPT_ERRORS;
    this.#faultCount += faults.length;
    return isTold ? JSON.stringify(faults) : null;
  }
}
