import { type RawBuilder, sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { RATING_FACTORS } from '../../rating/rating-factors.sql.ts';
import { bookOf } from '../book/book.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import type { GroupTotals } from './breakdown.ts';
import { DIMENSIONS, type LoanDimensionName } from './breakdown-dimensions.ts';
import { FIGURES, type FigureName, type SumName } from './breakdown-figures.ts';
import type { BreakdownRequest } from './breakdown-request.ts';
import { sumsIn } from './breakdown-sums.ts';

/** The first groups in their order, and how many there are. */
export interface GroupsOfScope {
  groupCount: number;
  groups: GroupTotals[];
}

interface Row extends GroupTotals {
  scope: number;
  groupCount: number;
}

export interface BreakdownArgs extends ScopeArgs, BreakdownRequest {
  /** Those that somebody asks for. */
  figures: FigureName[];
}

/** The exact sums behind a breakdown: one statement for all scopes that share the same arguments. */
export const groupsLoader = parentedLoader<BreakdownArgs, GroupsOfScope>(async (scopes, args, context) => {
  const rows = await readRows(scopes, args, context);
  const rowsOf = rowsOfScopes(scopes, rows);
  return (scope) => {
    const groups = rowsOf(scope);
    return { groupCount: groups[0]?.groupCount ?? 0, groups: groups.map((row) => withKeys(row, args)) };
  };
});

const withKeys = (row: Row, { by, asOf }: BreakdownArgs): GroupTotals => ({
  ...row,
  values: row.keys,
  keys: row.keys.map((value, index) => {
    const { keyOf } = DIMENSIONS[by[index] as LoanDimensionName];
    return value !== null && keyOf ? keyOf(value, asOf) : value;
  }),
});

/**
 * Borrowers are counted apart, by a second scan, where anyone asks: `count(distinct borrower)` would sort all the loans.
 * The two parts meet by grouping, which takes missing values for equal and never compares every group with every other.
 */
async function readRows(scopes: string[], args: BreakdownArgs, context: GraphContext): Promise<Row[]> {
  const { asOf, by, first } = args;
  const asked = sumsOf(args);
  const sums = sumsIn(asked, asOf);
  const values = by.map((name, place) => sql`${DIMENSIONS[name].value(asOf)} as ${columnOf(place)}`);
  const loans = sql`(select l.*, ${sql.join(values)} from ${bookOf(scopes, args, context)}) l`;
  const columns = sql.join(by.map((_, place) => columnOf(place)));
  const keys = sql.join(by.map((_, place) => sql`${columnOf(place)}::text`));
  const borrowers = sql`
      union all
      select scope, ${columns}, count(*), ${sums.unknown}
      from (select distinct scope, ${columns}, borrower from ${loans}) names group by scope, ${columns}`;
  const { rows } = await sql<Row>`
    with parts as (
      select scope, ${columns}, null::bigint as borrowers, ${sums.ofLoans}
      from ${loans} left join ${RATING_FACTORS} on f.grade = l.credit_rating group by scope, ${columns}
      ${asked.has('borrowerCount') ? borrowers : sql``}
    ), groups as (
      select scope, ${columns}, array[${keys}] as keys, sum(borrowers)::int as "borrowerCount", ${sums.ofParts}
      from parts group by scope, ${columns}
    ), ranked as (
      select groups.*, sum(exposure) over whole as "totalExposure", (count(*) over whole)::int as "groupCount",
        row_number() over (partition by scope order by ${order(args)}) as place
      from groups window whole as (partition by scope)
    )
    select * from ranked where place <= ${first} order by scope, place`.execute(creditDb(context));
  return rows;
}

/** What is summed for what is asked, and for the order. */
const sumsOf = ({ figures, sort }: BreakdownArgs): Set<SumName> =>
  new Set([
    ...(['loanCount', 'exposure'] as const),
    ...(sort === 'KEY' ? [] : [SORTS[sort]]),
    ...figures.flatMap((name) => FIGURES[name].from),
  ]);

const columnOf = (place: number) => sql.ref(`k${place}`);

const SORTS = { EXPOSURE: 'exposure', LOAN_COUNT: 'loanCount', EXPECTED_LOSS: 'expectedLoss' } as const;

/** Ties by the keys, the first key first; a missing one is last whichever way the order runs. */
function order({ by, sort, direction }: BreakdownRequest): RawBuilder<unknown> {
  const way = sql.raw(direction);
  const keysIn = (keyWay: RawBuilder<unknown>) =>
    by.map((_, place) => sql`${columnOf(place)} ${keyWay} nulls last`);
  if (sort === 'KEY') return sql.join(keysIn(way));
  return sql.join([sql`${sql.ref(SORTS[sort])} ${way}`, ...keysIn(sql`asc`)]);
}
