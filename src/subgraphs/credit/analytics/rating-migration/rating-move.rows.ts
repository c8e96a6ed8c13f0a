import { type SqlBool, sql } from 'kysely';
import { pagedList } from '../../../../platform/paging/paged-list.ts';
import { bookOfParent } from '../book/book.ts';
import { observedIn, periodsIn, snapshotsOf } from './migration-period.sql.ts';
import type { MigrationArgs } from './rating-migration.scope.ts';
import { notchesOf, type Transition } from './rating-move.ts';
import type { MoveDirectionName, RatingMove } from './rating-move.type.ts';

/** The moves of some directions; of any where there is none. */
export interface MoveListArgs extends MigrationArgs {
  directions: MoveDirectionName[];
}

/** A move, and the database key of its loan. */
export type RatingMoveRow = RatingMove & { loanKey: string };

/** A grade's place in its type is its notch, and NR comes last. */
const DIRECTION = sql`case when next_grade = 'NR' then 'WITHDRAWN' when next_grade > grade then 'DOWNGRADE' else 'UPGRADE' end`;

/** The moves of a scope, which is the parent: the latest period first, then by loanId. */
export const ratingMovesByScope = pagedList<MoveListArgs, RatingMoveRow>({
  query: ({ directions, ...args }, context) => ({
    select: sql`id::text as "loanKey", grade as "from", next_grade as "to", start as "fromDate", finish as "toDate",
      ${DIRECTION} as direction`,
    from: sql`(
      with snapshots as ${snapshotsOf(bookOfParent(args, context), args)}
      select p.start, p.finish, s.id, s.loan_id, s.grade, s.next_grade
      from ${periodsIn(sql`snapshots`, args)} p join snapshots s on ${observedIn(args)} and s.grade <> s.next_grade
    ) moves`,
    where:
      directions.length > 0 ? sql<SqlBool>`${DIRECTION} = any(${directions}::text[])` : sql<SqlBool>`true`,
    keys: [
      { expression: sql`finish`, type: 'date', direction: 'desc' },
      { expression: sql`loan_id`, type: 'text', direction: 'asc' },
      { expression: sql`id`, type: 'bigint', direction: 'asc' },
    ],
  }),
  toRow: (record) => ({ ...record, notches: notchesOf(record as unknown as Transition) }) as RatingMoveRow,
});
