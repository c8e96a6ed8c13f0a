import { type RawBuilder, sql } from 'kysely';
import { parentedLoader } from '../../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../../entities.ts';
import { bookOf } from '../book/book.ts';
import { rowsOfScopes, type ScopeArgs } from '../scope.ts';
import type { BucketTotals, LoanMeasureName } from './distribution.ts';

export interface DistributionArgs extends ScopeArgs {
  of: LoanMeasureName;
  buckets: number;
}

/** The value of a loan `l`, null where it has none. Maturity in days: whole numbers keep the boundaries exact. */
const VALUES: Record<LoanMeasureName, (asOf: string) => RawBuilder<unknown>> = {
  AMOUNT: () => sql`l.amount`,
  RATE: () => sql`l.rate`,
  MONTHS_TO_MATURITY: (asOf) => sql`(l.maturity_date - ${asOf}::date)::numeric`,
  DEBT_TO_EQUITY: () => sql`l.debt_to_equity`,
  INTEREST_COVERAGE: () => sql`l.interest_coverage`,
  LEVERAGE: () => sql`l.leverage_ratio`,
  PD: () => sql`l.pd`,
};

/** What is measured of a loan `l`, null where it has none. */
export const measured = ({ of, asOf }: DistributionArgs): RawBuilder<unknown> => VALUES[of](asOf);

/**
 * The bucket of a `value` between the `smallest` and the `largest`, from 0: ⌊(value − smallest) · buckets / (largest −
 * smallest)⌋, by a division of decimals that gives whole numbers and so rounds nothing; the largest value itself belongs
 * to the last bucket.
 */
export const bucketOf = ({ buckets }: DistributionArgs): RawBuilder<number> => sql`
  least(coalesce(div((value - smallest) * ${buckets}::int, nullif(largest - smallest, 0)), 0), ${buckets}::int - 1)::int`;

/** The buckets that hold a loan: one statement for all scopes that share the same arguments. */
export const bucketTotalsLoader = parentedLoader<DistributionArgs, BucketTotals[]>(
  async (scopes, args, context) => {
    const { rows } = await sql<BucketTotals & { scope: number }>`
      with amounts as (
        select l.scope, ${measured(args)} as value, count(*) as loan_count, sum(l.amount) as exposure
        from ${bookOf(scopes, args, context)} where ${measured(args)} is not null group by 1, 2
      ), ranges as (
        select scope, min(value) as smallest, max(value) as largest from amounts group by scope
      ), placed as (
        select *, ${bucketOf(args)} as bucket
        from amounts join ranges using (scope)
      )
      select scope, bucket, smallest, largest, sum(loan_count)::int as "loanCount", sum(exposure) as exposure
      from placed group by scope, bucket, smallest, largest`.execute(creditDb(context));
    const rowsOf = rowsOfScopes(scopes, rows);
    return (scope) => rowsOf(scope);
  },
);
