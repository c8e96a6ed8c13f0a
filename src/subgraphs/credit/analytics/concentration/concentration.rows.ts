import { sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { groupsOf, isRolledUp } from '../rollup/rollups.ts';
import { keysIn, rowsOfScopes, type ScopeArgs } from '../scope.ts';
import type { ConcentrationAggregates, Division, DivisionTotals } from './concentration.ts';

interface Row extends DivisionTotals {
  scope: number;
  division: Division;
}

/**
 * The exact sums behind concentration: one statement, and one scan of the loans, for all scopes that share the same
 * arguments. A missing country or grade is a group of its own. A loan without a borrower group counts to its borrower
 * alone, told apart from a group of the same name by the first of the two keys.
 */
export const concentrationAggregatesLoader = parentedLoader<ScopeArgs, ConcentrationAggregates>(
  async (scopes, args, context) => {
    const groups = isRolledUp(args)
      ? groupsFromRollups(scopes, context)
      : groupsFromBook(scopes, args, context);
    const { rows } = await sql<Row>`
      with groups as (${groups}), ranked as (
        select scope, exposure * row_number() over (partition by scope order by exposure desc) as exposure
        from groups where division = 'BORROWER'
      )
      select scope, division, count(*)::int as "groupCount", sum(exposure) as exposure,
        sum(exposure * exposure) as squares,
        case division when 'BORROWER' then (select sum(r.exposure) from ranked r where r.scope = groups.scope) end
          as "rankedExposure"
      from groups group by scope, division`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => Object.fromEntries(rowsOf(scope).map((row) => [row.division, row]));
  },
);

const groupsFromBook = (scopes: string[], args: ScopeArgs, context: GraphContext) => sql`
  select l.scope, sum(l.amount) as exposure,
    case grouping(l.borrower, l.sector, l.country, l.credit_rating)
      when 7 then 'BORROWER' when 11 then 'SECTOR' when 13 then 'COUNTRY' when 14 then 'RATING'
      else 'BORROWER_GROUP' end as division
  from ${bookOf(scopes, args, context)}
  group by grouping sets (
    (l.scope, l.borrower), (l.scope, l.sector), (l.scope, l.country), (l.scope, l.credit_rating),
    (l.scope, l.borrower_group is null, coalesce(l.borrower_group, l.borrower)))`;

/**
 * A grade's statuses are one group here, and so is what several portfolios of a scope have in common; a borrower that
 * stands for itself is told by the detail. Tens of thousands of groups of one portfolio need no grouping.
 */
const groupsFromRollups = (scopes: string[], context: GraphContext) => {
  const large = sql`
    select g.scope, g.exposure, g.dimension as division, g.key, case g.dimension when 'BORROWER_GROUP' then g.detail end as detail
    from ${groupsOf(['BORROWER', 'BORROWER_GROUP', 'SECTOR', 'COUNTRY'], scopes, context)}`;
  const isOfOne = scopes.every((scope) => keysIn(scope).length <= 1);
  return sql`
    ${isOfOne ? sql`select scope, exposure, division from (${large}) l` : sql`select scope, sum(exposure) as exposure, division from (${large}) l group by scope, division, key, detail`}
    union all
    select g.scope, sum(g.exposure), 'RATING' from ${groupsOf(['GRADE'], scopes, context)} group by g.scope, g.key`;
};
