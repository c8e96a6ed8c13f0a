import { slowCell } from './slow-cell.ts';

/** The loans of a portfolio by number: what is stored of each, by column, with its version. */
export type SlowBook = Map<string, Record<string, string | number | null>>;

export interface Policies {
  errorPolicy: 'SKIP_INVALID_ROWS' | 'REJECT_ALL';
  onDuplicate: 'REJECT_ROW' | 'UPDATE';
  dryRun: boolean;
}

/** Takes rows of cells into a book one after the other, as one would by hand; answers the book after it and the run. */
export function slowImport(book: SlowBook, header: string[], rows: string[][], policies: Policies) {
  const errors: string[] = [];
  const failed = new Set<number>();
  const seen = new Set<string>();
  const sound: Record<string, string | null>[] = [];
  for (const [index, cells] of rows.entries()) {
    const found = errorsOf(header, cells, { book, seen, ...policies });
    errors.push(...found.errors.map((error) => `${index + 1} ${found.values.loan_id ?? null} ${error}`));
    if (found.errors.length > 0) failed.add(index);
    else sound.push(found.values);
  }
  const isRejected = policies.errorPolicy === 'REJECT_ALL' && errors.length > 0;
  const taken = isRejected ? [] : sound;
  const after = new Map(book);
  for (const values of taken) after.set(values.loan_id!, merged(book.get(values.loan_id!), values));
  const updated = taken.filter(({ loan_id }) => book.has(loan_id!)).length;
  const run = {
    totalRows: rows.length,
    created: taken.length - updated,
    updated,
    failed: failed.size,
    errorCount: errors.length,
  };
  return { run, errors, book: policies.dryRun ? book : after };
}

interface Against extends Policies {
  book: SlowBook;
  /** The numbers of the rows before. */
  seen: Set<string>;
}

function errorsOf(header: string[], cells: string[], { book, seen, onDuplicate }: Against) {
  const values: Record<string, string | null> = {};
  if (cells.length !== header.length) return { values, errors: ['null WRONG_COLUMN_COUNT'] };
  const errors: string[] = [];
  for (const [index, column] of header.entries()) {
    const { value, codes } = slowCell(column, cells[index]!);
    values[column] = value;
    errors.push(...codes.map((code) => `${column} ${code}`));
    if (column !== 'loan_id' || value === null) continue;
    if (onDuplicate === 'REJECT_ROW' && book.has(value)) errors.push('loan_id ALREADY_EXISTS');
    if (seen.has(value)) errors.push('loan_id DUPLICATE_IN_FILE');
    seen.add(value);
  }
  return { values, errors };
}

/** Columns that the file does not have stay as they are. */
const merged = (
  before: SlowBook extends Map<string, infer Loan> ? Loan | undefined : never,
  values: object,
) => ({
  ...before,
  ...values,
  version: before ? Number(before.version) + 1 : 1,
});
