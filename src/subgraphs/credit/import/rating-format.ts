import { sql } from 'kysely';
import { parseDay, parseRating, textOf } from '../fields/field-parsers.ts';
import type { FieldRule } from '../fields/field-rule.ts';
import type { ImportFormat, ImportTarget } from './import-format.ts';
import { soundRows } from './staged-rows.ts';

/** One line of a rating history: what a loan was rated on a day. */
export const RATING_FIELDS: readonly FieldRule[] = [
  { column: 'loan_id', required: true, parse: textOf(50) },
  { column: 'snapshot_date', required: true, parse: parseDay },
  // An empty cell may be a grade that was forgotten, so a withdrawn rating is written out: NR.
  { column: 'credit_rating', required: true, parse: parseRating },
];

/** Rating snapshots: one is known by its loan and its day. */
export const ratingFormat: ImportFormat = {
  kind: 'RATING_HISTORY',
  change: 'RATINGS',
  columns: { required: RATING_FIELDS.map(({ column }) => column) },
  fields: RATING_FIELDS,
  shape: sql`select l.loan_id, h.snapshot_date, h.credit_rating from rating_history h join loans l on l.id = h.loan_id`,
  bookFaults: ({ key, onDuplicate }) => sql`
    select r.row_number, r.loan_id, 'loan_id' as column_name, 'UNKNOWN_LOAN' as code,
      'the portfolio holds no loan with this loan_id' as message
    from import_rows r
    where r.loan_id is not null
      and not exists (select from loans l where l.portfolio_id = ${key} and l.loan_id = r.loan_id)
    union all
    select row_number, loan_id, 'snapshot_date', 'DUPLICATE_IN_FILE',
      format('row %s has this loan_id and day already', first_row)
    from (
      select row_number, loan_id, min(row_number) over (partition by loan_id collate "C", snapshot_date) as first_row
      from import_rows where loan_id is not null and snapshot_date is not null
    ) r
    where row_number > first_row
    union all
    select r.row_number, r.loan_id, 'snapshot_date', 'DUPLICATE_SNAPSHOT',
      'the loan has a rating on this day already; to change it, import with onDuplicate: UPDATE'
    from import_rows r
    join loans l on l.portfolio_id = ${key} and l.loan_id = r.loan_id
    join rating_history h on h.loan_id = l.id and h.snapshot_date = r.snapshot_date
    where ${onDuplicate === 'REJECT_ROW'}`,
  write,
};

function write({ key, tenantKey, onDuplicate }: ImportTarget) {
  const onConflict =
    onDuplicate === 'UPDATE'
      ? sql`on conflict (loan_id, snapshot_date) do update set credit_rating = excluded.credit_rating`
      : sql``;
  // A row that was just inserted has never been locked or replaced: its xmax is 0.
  return sql`
    insert into rating_history (tenant_id, loan_id, snapshot_date, credit_rating)
    select ${tenantKey}::bigint, l.id, r.snapshot_date, r.credit_rating
    from (select * from ${soundRows}) r
    join loans l on l.portfolio_id = ${key} and l.loan_id = r.loan_id
    order by r.row_number
    ${onConflict}
    returning xmax = 0 as is_new`;
}
