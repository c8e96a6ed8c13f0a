import { sql } from 'kysely';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import type { MaturityCell } from './maturity.ts';
import { maturityBuckets } from './maturity-buckets.ts';

/** The exact sums behind a maturity profile: one statement for all scopes that share the same arguments. */
export const maturityCellsLoader = parentedLoader<ScopeArgs, MaturityCell[]>(
  async (scopes, args, context) => {
    const starts = maturityBuckets(args.asOf).map(({ from }) => from);
    const { rows } = await sql<MaturityCell & { scope: number }>`
      select l.scope, width_bucket(l.maturity_date, ${starts}::date[]) as bucket,
        extract(year from l.maturity_date)::int as year, extract(quarter from l.maturity_date)::int as quarter,
        count(*)::int as "loanCount", sum(l.amount) as exposure,
        sum(l.amount * (l.maturity_date - ${args.asOf}::date)) as "exposureDaySum"
      from ${bookOf(scopes, args, context)}
      group by 1, 2, 3, 4`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => rowsOf(scope);
  },
);
