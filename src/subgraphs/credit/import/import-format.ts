import type { RawBuilder } from 'kysely';
import type { FieldRule } from '../fields/field-rule.ts';
import type { LockedPortfolio } from '../portfolio/lock-portfolio.ts';
import type { ChangeKindName } from '../portfolio/portfolio-changes.type.ts';
import type { CsvColumns } from './csv-header.ts';
import type { DuplicatePolicyName } from './import-policies.type.ts';
import type { ImportKindName } from './import-run.type.ts';

/** Where the rows go: a locked portfolio, and what is done with what it holds already. */
export interface ImportTarget extends LockedPortfolio {
  onDuplicate: DuplicatePolicyName;
  /** The columns that the file has. */
  columns: readonly string[];
}

/** One kind of file: how a row is read, what only the database can say against it, and how it is written. */
export interface ImportFormat {
  kind: ImportKindName;
  /** What subscribers of the portfolio are told. */
  change: ChangeKindName;
  columns: CsvColumns;
  /** How each of the columns is read. */
  fields: readonly FieldRule[];
  /** A query whose columns are those of the file, with the types of the tables that they go to. */
  shape: RawBuilder<unknown>;
  /**
   * A query of `row_number, loan_id, column_name, code, message` over `import_rows`. Numbers that repeat are found
   * by collation "C": what is equal is so in any, and this one sorts fastest.
   */
  bookFaults(target: ImportTarget): RawBuilder<unknown>;
  /** Writes the {@link soundRows} in one statement that returns `is_new` for each. */
  write(target: ImportTarget): RawBuilder<unknown>;
}
