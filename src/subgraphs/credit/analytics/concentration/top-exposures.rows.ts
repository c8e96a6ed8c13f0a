import { sql } from 'kysely';
import { Decimal, toMoney } from '../../../../platform/decimal.ts';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
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
      with borrowers as (
        select l.scope, l.borrower, sum(l.amount) as exposure, count(*)::int as "loanCount"
        from ${bookOf(scopes, args, context)} group by l.scope, l.borrower
      ), ranked as (
        select *, sum(exposure) over (partition by scope) as total,
          row_number() over (partition by scope order by exposure desc, borrower collate "C") as place
        from borrowers
      )
      select * from ranked where place <= ${args.top} order by scope, place`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => rowsOf(scope).map(toTopExposure);
  },
);

const toTopExposure = ({ borrower, exposure, total, loanCount }: Row): TopExposure => ({
  borrower,
  exposure: toMoney(exposure),
  share: new Decimal(exposure).div(total).toNumber(),
  loanCount,
});
