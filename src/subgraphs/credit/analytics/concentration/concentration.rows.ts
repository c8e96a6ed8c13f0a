import { sql } from 'kysely';
import { Decimal } from '../../../../platform/decimal.ts';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { readRollups } from '../rollup/rollup.loader.ts';
import type { Group } from '../rollup/rollup-parts.ts';
import { isRolledUp } from '../rollup/rollups.ts';
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
    if (isRolledUp(args)) return divisionsFromRollups(scopes, args, context);
    const { rows } = await sql<Row>`
      with groups as (${groupsFromBook(scopes, args, context)}), ranked as (
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

const PARTS = ['rankedBorrowers', 'borrowerGroups', 'sectors', 'countries', 'grades'] as const;

async function divisionsFromRollups(scopes: string[], { asOf }: ScopeArgs, context: GraphContext) {
  const rollupsOf = await readRollups(scopes, asOf, [...PARTS], context);
  return (scope: string): ConcentrationAggregates => {
    const { rankedBorrowers, borrowerGroups, sectors, countries, grades } = rollupsOf(scope);
    return {
      BORROWER: rankedBorrowers[0],
      BORROWER_GROUP: borrowerGroups[0],
      SECTOR: divisionOf(sectors),
      COUNTRY: divisionOf(countries),
      RATING: divisionOf(grades),
    };
  };
}

/** A grade's statuses are one group here. */
function divisionOf(groups: Group[]): DivisionTotals | undefined {
  if (groups.length === 0) return undefined;
  const byKey = new Map<string | null, Decimal>();
  for (const { key, exposure } of groups) byKey.set(key, (byKey.get(key) ?? new Decimal(0)).plus(exposure));
  const exposures = [...byKey.values()];
  return {
    groupCount: exposures.length,
    exposure: Decimal.sum(...exposures).toFixed(),
    squares: Decimal.sum(...exposures.map((exposure) => exposure.pow(2))).toFixed(),
    rankedExposure: null,
  };
}
