import { type RawBuilder, sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { rowsOfScopes } from '../scope.ts';
import { observedIn, periodsIn, snapshotsOf } from './migration-period.sql.ts';
import type { MigrationArgs } from './rating-migration.scope.ts';
import type { PeriodTransitions } from './rating-migration.ts';
import type { TransitionCount } from './rating-move.ts';

/** A transition of a period; one row without a transition for a period in which no loan was observed. */
interface Row extends Pick<PeriodTransitions, 'from' | 'to'> {
  scope: number;
  transition: TransitionCount | null;
}

/** How often each transition occurred in each period: one statement for all scopes that share the same arguments. */
export const periodTransitionsLoader = parentedLoader<MigrationArgs, PeriodTransitions[]>(
  async (scopes, args, context) => {
    const rows = await readRows(scopes, args, context);
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => toPeriods(rowsOf(scope));
  },
);

const toPeriods = (rows: Row[]): PeriodTransitions[] =>
  [...Map.groupBy(rows, ({ to }) => to)].map(([to, ofPeriod]) => ({
    from: ofPeriod[0]!.from,
    to,
    transitions: ofPeriod.flatMap(({ transition }) => transition ?? []),
  }));

/**
 * Loans are read once, and leave the first step as counts: what follows does not grow with them, only with the
 * number of days and grades.
 */
async function readRows(scopes: string[], args: MigrationArgs, context: GraphContext): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with snapshots as (
      select scope, day, grade, next_day, next_grade, count(*) as loans, sum(amount) as exposure
      from ${snapshotsOf(bookOf(scopes, args, context), args)} of_loans
      group by scope, day, grade, next_day, next_grade
    ), periods as ${periodsIn(sql`snapshots`, args)},
    transitions as (${args.carryForward ? sql`${endedIn(args)} union all ${CARRIED}` : endedIn(args)}),
    totals as (
      select scope, finish, grade, next_grade, sum(loans)::int as loans, sum(exposure) as exposure
      from transitions group by scope, finish, grade, next_grade having sum(loans) > 0
    )
    select p.scope, p.start as "from", p.finish as "to",
      case when t.grade is not null then json_build_object(
        'from', t.grade, 'to', t.next_grade, 'count', t.loans, 'exposure', t.exposure::text) end as transition
    from periods p left join totals t on t.scope = p.scope and t.finish = p.finish
    order by p.scope, p.finish, t.grade, t.next_grade`.execute(creditDb(context));
  return rows;
}

/** Transitions of loans that have a snapshot at the period's end. */
const endedIn = (args: MigrationArgs): RawBuilder<unknown> => sql`
  select p.scope, p.finish, s.grade, s.next_grade, s.loans, s.exposure
  from periods p join snapshots s on ${observedIn(args)}`;

/**
 * Loans for which an older snapshot stands at the period's end, stable by that: the snapshots before the end, less
 * those that a later one up to the end has replaced. What happened before the first period is summed up first.
 */
const CARRIED = sql`
  select p.scope, p.finish, e.grade, e.grade, e.loans, 0
  from periods p join (
    select scope, grade, greatest(day, first_day) as day, sum(loans) as loans
    from (
      select scope, grade, day, loans from snapshots where grade < 'D'
      union all
      select scope, grade, next_day - 1, -loans from snapshots where grade < 'D' and next_day is not null
    ) changes join (select scope, min(start) as first_day from periods group by scope) firsts using (scope)
    group by scope, grade, greatest(day, first_day)
  ) e on e.scope = p.scope and e.day < p.finish`;
