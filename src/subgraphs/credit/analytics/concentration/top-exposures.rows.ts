import { sql } from 'kysely';
import { Decimal, toMoney } from '../../../../platform/decimal.ts';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { groupsOf, isRolledUp } from '../rollup/rollups.ts';
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
    const { rows } = await sql<Row>`
      with borrowers as (${isRolledUp(args) ? borrowersFromRollups(scopes, context) : borrowersFromBook(scopes, args, context)}), ranked as (
        select *, sum(exposure) over (partition by scope) as total,
          row_number() over (partition by scope order by exposure desc, borrower collate "C") as place
        from borrowers
      )
      select * from ranked where place <= ${args.top} order by scope, place`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => rowsOf(scope).map(toTopExposure);
  },
);

const borrowersFromBook = (scopes: string[], args: ScopeArgs, context: GraphContext) => sql`
  select l.scope, l.borrower, sum(l.amount) as exposure, count(*)::int as "loanCount"
  from ${bookOf(scopes, args, context)} group by l.scope, l.borrower`;

const borrowersFromRollups = (scopes: string[], context: GraphContext) => sql`
  select g.scope, g.key as borrower, sum(g.exposure) as exposure, sum(g.loan_count)::int as "loanCount"
  from ${groupsOf(['BORROWER'], scopes, context)} group by g.scope, g.key`;

const toTopExposure = ({ borrower, exposure, total, loanCount }: Row): TopExposure => ({
  borrower,
  exposure: toMoney(exposure),
  share: new Decimal(exposure).div(total).toNumber(),
  loanCount,
});
