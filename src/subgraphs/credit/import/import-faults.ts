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

/** Gathers what is wrong with the staged rows in the temporary table `import_faults`: in themselves, then in the book. */
export async function findFaults(
  db: Kysely<CreditTables>,
  format: ImportFormat,
  target: ImportTarget,
): Promise<FoundFaults> {
  await sql`create temporary table import_faults
    (row_number int, loan_id text, column_name text, code text, message text, place int) on commit drop`.execute(
    db,
  );
  await sql`
    insert into import_faults
    select r.row_number, r.loan_id, f.fault ->> 'column', f.fault ->> 'code', f.fault ->> 'message', f.place
    from import_rows r
    cross join lateral jsonb_array_elements(r.faults) with ordinality as f(fault, place)
    where r.faults is not null
    union all
    select found.*, ${AFTER_OWN_FAULTS} from (${format.bookFaults(target)}) found`.execute(db);
  await sql`analyze import_faults`.execute(db);
  const { rows } = await sql<Omit<FoundFaults, 'first'>>`
    select count(distinct row_number)::int as "rowCount", count(*)::int as "faultCount"
    from import_faults`.execute(db);
  return { ...rows[0]!, first: await firstFaults(db, target) };
}

const AFTER_OWN_FAULTS = 1_000;

async function firstFaults(db: Kysely<CreditTables>, { columns }: ImportTarget): Promise<FoundFault[]> {
  const { rows } = await sql<FoundFault>`
    select row_number as row, loan_id as "loanId", column_name as "column", code, message
    from import_faults
    order by row_number, array_position(${columns}::text[], column_name), place, code
    limit ${MAX_KEPT_ERRORS}`.execute(db);
  return rows;
}
