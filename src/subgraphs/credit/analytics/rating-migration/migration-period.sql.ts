import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Book } from '../book/book-columns.ts';
import type { MigrationArgs } from './rating-migration.scope.ts';

/**
 * The snapshots of a book's loans up to `to`, each with the same loan's next one. A loan that a scenario added has
 * none; one that it removed is not in the book.
 */
export function snapshotsOf(book: Book, { from, to, carryForward }: MigrationArgs): RawBuilder<unknown> {
  // Carried forward, a grade from before `from` may stand for one within.
  const earliest = carryForward ? null : from;
  return sql`(
    select l.scope, l.id, l.loan_id, l.borrower, l.amount, h.snapshot_date as day, h.credit_rating as grade,
      lead(h.snapshot_date) over later as next_day, lead(h.credit_rating) over later as next_grade
    from ${book} join rating_history h on h.loan_id = l.id
    where ${within(sql`h.snapshot_date`, earliest, to)}
    window later as (partition by l.scope, l.id order by h.snapshot_date))`;
}

/** The latest periods of each scope: from one day that has a snapshot to the next such day. */
export const periodsIn = (snapshots: RawBuilder<unknown>, { from, to, lastPeriods }: MigrationArgs) => sql`(
  select scope, start, finish
  from (
    select scope, day as finish, lag(day) over (partition by scope order by day) as start,
      row_number() over (partition by scope order by day desc) as recency
    from (select distinct scope, day from ${snapshots} where ${within(sql`day`, from, to)}) days
  ) consecutive
  where start is not null and recency <= ${lastPeriods})`;

/**
 * Snapshots `s` of an observed grade (neither D nor NR) whose loan's next snapshot is on the last day of the period
 * `p`. They are of its first day; or of any day before the last where they are carried forward.
 */
export const observedIn = ({ carryForward }: MigrationArgs): RawBuilder<SqlBool> => sql`
  s.scope = p.scope and s.next_day = p.finish and s.grade < 'D'
  and ${carryForward ? sql`true` : sql`s.day = p.start`}`;

const within = (day: RawBuilder<unknown>, from: string | null, to: string | null): RawBuilder<SqlBool> =>
  sql`${day} >= coalesce(${from}::date, '-infinity') and ${day} <= coalesce(${to}::date, 'infinity')`;
