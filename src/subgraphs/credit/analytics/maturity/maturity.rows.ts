import { sql } from 'kysely';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import { maturitiesOf } from './maturities.ts';
import type { MaturityCell } from './maturity.ts';
import { maturityBuckets } from './maturity-buckets.ts';

/** The exact sums behind a maturity profile: one statement for all scopes that share the same arguments. */
export const maturityCellsLoader = parentedLoader<ScopeArgs, MaturityCell[]>(
  async (scopes, args, context) => {
    const starts = maturityBuckets(args.asOf).map(({ from }) => from);
    const { rows } = await sql<MaturityCell & { scope: number }>`
      select scope, width_bucket(day, ${starts}::date[]) as bucket,
        extract(year from day)::int as year, extract(quarter from day)::int as quarter,
        sum(loan_count)::int as "loanCount", sum(exposure) as exposure,
        sum(exposure * (day - ${args.asOf}::date)) as "exposureDaySum"
      from ${maturitiesOf(scopes, args, context)}
      group by 1, 2, 3, 4`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => rowsOf(scope);
  },
);
