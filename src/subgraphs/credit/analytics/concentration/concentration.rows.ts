import { sql } from 'kysely';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
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
    const { rows } = await sql<Row>`
      with groups as (
        select l.scope, sum(l.amount) as exposure,
          case grouping(l.borrower, l.sector, l.country, l.credit_rating)
            when 7 then 'BORROWER' when 11 then 'SECTOR' when 13 then 'COUNTRY' when 14 then 'RATING'
            else 'BORROWER_GROUP' end as division
        from ${bookOf(scopes, args, context)}
        group by grouping sets (
          (l.scope, l.borrower), (l.scope, l.sector), (l.scope, l.country), (l.scope, l.credit_rating),
          (l.scope, l.borrower_group is null, coalesce(l.borrower_group, l.borrower)))
      ), ranked as (
        select *, row_number() over (partition by scope, division order by exposure desc) as place from groups
      )
      select scope, division, count(*)::int as "groupCount", sum(exposure) as exposure,
        sum(exposure * exposure) as squares, sum(exposure * place) as "rankedExposure"
      from ranked group by scope, division`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => Object.fromEntries(rowsOf(scope).map((row) => [row.division, row]));
  },
);
