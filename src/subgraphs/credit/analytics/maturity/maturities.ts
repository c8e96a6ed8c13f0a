import { type RawBuilder, sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { bookOf } from '../book/book.ts';
import { areOfOne, isRolledUp, rollupsIn, scopesOf } from '../rollup/rollups.ts';
import type { ScopeArgs } from '../scope.ts';

/** What matures on each day, a relation: scope, day, loan_count, exposure, exposure_rate_sum (Σ amount · rate). */
export const maturitiesOf = (
  scopes: string[],
  args: Omit<ScopeArgs, 'asOf'>,
  context: GraphContext,
): RawBuilder<unknown> =>
  isRolledUp(args)
    ? sql`(select s.scope, r.day, r.loan_count, r.exposure, r.exposure_rate_sum
        from ${scopesOf(scopes, context)} cross join lateral (select r.* from ${sql.raw(rollupsIn('MATURITY', areOfOne(scopes)))}) r) maturities`
    : sql`(select l.scope, l.maturity_date as day, count(*) as loan_count, sum(l.amount) as exposure,
          sum(l.amount * l.rate) as exposure_rate_sum
        from ${bookOf(scopes, args, context)} group by 1, 2) maturities`;
