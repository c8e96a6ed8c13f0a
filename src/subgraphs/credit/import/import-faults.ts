import { type Kysely, sql } from 'kysely';
import type { CreditTables } from '../entities.ts';
import { MAX_KEPT_ERRORS } from './import-error.type.ts';
import type { ImportFormat, ImportTarget } from './import-format.ts';

/** An error as it is kept, but for its run and its position there. */
export interface FoundFault {
  row: number;
  loanId: string | null;
  column: string | null;
  code: string;
  message: string;
}

export interface FoundFaults {
  /** Rows with at least one. */
  rowCount: number;
  faultCount: number;
  /** In the order of the file, as many as are kept. */
  first: FoundFault[];
}

/** Counts what is wrong with the staged rows, and gathers in the temporary table `import_faults` what the book says. */
export async function findFaults(
  db: Kysely<CreditTables>,
  format: ImportFormat,
  target: ImportTarget,
): Promise<FoundFaults> {
  await sql`create temporary table import_faults
    (row_number int, loan_id text, column_name text, code text, message text) on commit drop`.execute(db);
  await sql`insert into import_faults ${format.bookFaults(target)}`.execute(db);
  await sql`analyze import_faults`.execute(db);
  const { rows } = await sql<Omit<FoundFaults, 'first'>>`
    select count(*)::int as "rowCount", coalesce(sum(fault_count), 0)::int as "faultCount"
    from (
      select sum(fault_count) as fault_count from (
        select row_number, fault_count from import_rows where fault_count > 0
        union all
        select row_number, 1 from import_faults
      ) f group by row_number
    ) faulty`.execute(db);
  const { rowCount, faultCount } = rows[0]!;
  return { rowCount, faultCount, first: faultCount === 0 ? [] : await firstFaults(db, target) };
}

/** A row's own faults come before what the book says of the same cell. */
async function firstFaults(db: Kysely<CreditTables>, { columns }: ImportTarget): Promise<FoundFault[]> {
  const { rows } = await sql<FoundFault>`
    select row_number as row, loan_id as "loanId", column_name as "column", code, message
    from (
      select r.row_number, r.loan_id, f.fault ->> 'column' as column_name, f.fault ->> 'code' as code,
        f.fault ->> 'message' as message, f.place
      from import_rows r
      cross join lateral jsonb_array_elements(r.faults) with ordinality as f(fault, place)
      where r.faults is not null
      union all
      select row_number, loan_id, column_name, code, message, null from import_faults
    ) found
    order by row_number, array_position(${columns}::text[], column_name), place nulls last, code
    limit ${MAX_KEPT_ERRORS}`.execute(db);
  return rows;
}
