import { sql } from 'kysely';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import type { MaturingMonth } from './cash-flow.ts';

/** What matures in each month from asOf on: one statement for all scopes, however many months are asked for. */
export const maturingMonthsLoader = parentedLoader<ScopeArgs, MaturingMonth[]>(
  async (scopes, args, context) => {
    const { rows } = await sql<MaturingMonth & { scope: number }>`
      select l.scope,
        (extract(year from l.maturity_date) * 12 + extract(month from l.maturity_date))::int as month,
        sum(l.amount) as exposure, sum(l.amount * l.rate) as "exposureRateSum"
      from ${bookOf(scopes, args, context)}
      where l.maturity_date >= ${args.asOf}::date
      group by 1, 2`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => rowsOf(scope);
  },
);
