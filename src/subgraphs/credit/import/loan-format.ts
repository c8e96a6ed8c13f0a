import { sql } from 'kysely';
import { LOAN_COLUMNS } from '../loan/loan-columns.ts';
import { LOAN_FIELDS } from '../loan/loan-fields.ts';
import type { ImportFormat, ImportTarget } from './import-format.ts';
import { soundRows } from './staged-rows.ts';

const FIELDS = Object.values(LOAN_FIELDS);
const COLUMNS = FIELDS.map(({ column }) => column);

/** Loans: a loan is known by its number. */
export const loanFormat: ImportFormat = {
  kind: 'LOANS',
  change: 'LOANS',
  columns: LOAN_COLUMNS,
  fields: FIELDS,
  shape: sql`select ${refs(COLUMNS)} from loans`,
  bookFaults: ({ key, onDuplicate }) => sql`
    select row_number, loan_id, 'loan_id' as column_name, 'DUPLICATE_IN_FILE' as code,
      format('row %s has this loan_id already', first_row) as message
    from (
      select row_number, loan_id, min(row_number) over (partition by loan_id collate "C") as first_row
      from import_rows where loan_id is not null
    ) r
    where row_number > first_row
    union all
    select r.row_number, r.loan_id, 'loan_id', 'ALREADY_EXISTS',
      'the portfolio holds a loan with this loan_id already; to change it, import with onDuplicate: UPDATE'
    from import_rows r join loans l on l.portfolio_id = ${key} and l.loan_id = r.loan_id
    where ${onDuplicate === 'REJECT_ROW'}`,
  write,
};

/** The transaction began before the file came in, so its `now()` would date the loans too early. */
function write({ key, tenantKey, onDuplicate, columns }: ImportTarget) {
  const given = COLUMNS.filter((column) => columns.includes(column));
  const changes = given.filter((column) => column !== 'loan_id').map(takenOver);
  const onConflict =
    onDuplicate === 'UPDATE'
      ? sql`on conflict (portfolio_id, loan_id) do update
          set ${sql.join(changes)}, version = loans.version + 1, updated_at = statement_timestamp()`
      : sql``;
  return sql`
    insert into loans (tenant_id, portfolio_id, created_at, updated_at, ${refs(given)})
    select ${tenantKey}::bigint, ${key}::bigint, statement_timestamp(), statement_timestamp(), ${refs(given)}
    from ${soundRows} order by r.row_number
    ${onConflict}
    returning version = 1 as is_new`;
}

const takenOver = (column: string) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`;

function refs(columns: readonly string[]) {
  return sql.join(columns.map((column) => sql.ref(column)));
}
