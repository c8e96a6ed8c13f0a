import { sql } from 'kysely';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { maturitiesOf } from '../maturity/maturities.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import type { MaturingMonth } from './cash-flow.ts';

/** What matures in each month from asOf on: one statement for all scopes, however many months are asked for. */
export const maturingMonthsLoader = parentedLoader<ScopeArgs, MaturingMonth[]>(
  async (scopes, args, context) => {
    const { rows } = await sql<MaturingMonth & { scope: number }>`
      select scope, (extract(year from day) * 12 + extract(month from day))::int as month,
        sum(exposure) as exposure, sum(exposure_rate_sum) as "exposureRateSum"
      from ${maturitiesOf(scopes, args, context)}
      where day >= ${args.asOf}::date
      group by 1, 2`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => rowsOf(scope);
  },
);
