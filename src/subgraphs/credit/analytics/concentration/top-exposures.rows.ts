import { type RawBuilder, sql } from 'kysely';
import { PREPARED } from '../../../../platform/database/pool/prepared-statements.ts';
import { Decimal, toMoney } from '../../../../platform/decimal.ts';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { areOfOne, groupsIn, isOfScope, isRolledUp, scopesOf } from '../rollup/rollups.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import type { TopExposure } from './concentration.type.ts';

export interface TopExposuresArgs extends ScopeArgs {
  top: number;
}

interface Row {
  scope: number;
  borrower: string;
  exposure: string;
  loanCount: number;
  /** Of all borrowers of the scope. */
  total: string;
}

/** The borrowers of a scope that owe most, ties by name in code point order. */
export const topExposuresLoader = parentedLoader<TopExposuresArgs, TopExposure[]>(
  async (scopes, args, context) => {
    const largest = isRolledUp(args) ? largestOfRollups : largestOfBook;
    const { rows } = await largest(scopes, args, context).execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => rowsOf(scope).map(toTopExposure);
  },
);

type Read = (scopes: string[], args: TopExposuresArgs, context: GraphContext) => RawBuilder<Row>;

const largestOfBook: Read = (scopes, args, context) => sql`
  with borrowers as (
    select l.scope, l.borrower, sum(l.amount) as exposure, count(*)::int as "loanCount"
    from ${bookOf(scopes, args, context)} group by l.scope, l.borrower
  ), ranked as (
    select *, sum(exposure) over (partition by scope) as total,
      row_number() over (partition by scope order by exposure desc, borrower collate "C") as place
    from borrowers
  )
  select * from ranked where place <= ${args.top} order by scope, place`;

const largestOfRollups: Read = (scopes, args, context) => {
  const isOne = areOfOne(scopes);
  // The same order, and an index by steps has it all but sorted.
  const byExposure = isOne
    ? sql`and r.step is not null order by r.step desc, r.exposure desc`
    : sql`order by r.exposure desc`;
  return sql`${PREPARED}
    select s.scope, largest.*, (
      select sum(exposure) from portfolio_rollups where ${sql.raw(isOfScope('portfolio_id', isOne))}) as total
    from ${scopesOf(scopes, context)} cross join lateral (
      select r.key as borrower, r.exposure, r.loan_count::int as "loanCount"
      from ${sql.raw(groupsIn('BORROWER', isOne))}
      ${byExposure}, r.key collate "C" limit ${args.top}) largest
    order by s.scope, largest.exposure desc, largest.borrower collate "C"`;
};

const toTopExposure = ({ borrower, exposure, total, loanCount }: Row): TopExposure => ({
  borrower,
  exposure: toMoney(exposure),
  share: new Decimal(exposure).div(total).toNumber(),
  loanCount,
});
