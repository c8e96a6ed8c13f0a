import { type RawBuilder, sql } from 'kysely';
import { IN_BREACH } from '../../loan/loan-filter.sql.ts';
import type { GroupCounts, GroupSums } from './breakdown.ts';

/** Which loans are counted. */
const COUNTS: Record<keyof GroupCounts, RawBuilder<unknown>> = {
  loanCount: sql`true`,
  performingCount: sql`l.status = 'PERFORMING'`,
  loansInBreach: IN_BREACH,
};

/** What is summed, by the day from which maturity is seen; null adds nothing. */
const SUMS: Record<keyof GroupSums, (asOf: string) => RawBuilder<unknown>> = {
  exposure: () => sql`l.amount`,
  rateSum: () => sql`l.rate`,
  exposureRateSum: () => sql`l.amount * l.rate`,
  liveExposure: (asOf) => sql`case when l.maturity_date >= ${asOf}::date then l.amount end`,
  liveExposureDaySum: (asOf) => sql`l.amount * greatest(l.maturity_date - ${asOf}::date, 0)`,
  gradedExposure: () => sql`case when f.factor is not null then l.amount end`,
  exposureFactorSum: () => sql`l.amount * f.factor`,
  ratedExposure: () => sql`case when l.pd is not null then l.amount end`,
  exposurePdSum: () => sql`l.amount * l.pd`,
  expectedLoss: () => sql`l.amount * l.pd * l.lgd`,
  riskWeightedAssets: () => sql`l.amount * l.risk_weight`,
};

/** Over loans `l`, each beside the factor `f` of its grade. */
export const sumsOverLoans = (asOf: string): RawBuilder<unknown> =>
  sql.join([
    ...Object.entries(COUNTS).map(
      ([name, which]) => sql`count(*) filter (where ${which}) as ${sql.ref(name)}`,
    ),
    ...Object.entries(SUMS).map(([name, of]) => sql`sum(${of(asOf)}) as ${sql.ref(name)}`),
  ]);

/** The same columns where none of them is known. */
export const NO_SUMS = sql.join([
  ...Object.keys(COUNTS).map(() => sql`null::bigint`),
  ...Object.keys(SUMS).map(() => sql`null::numeric`),
]);

/** Over rows that hold these columns; 0 where none is known. */
export const SUMS_OVER_PARTS = sql.join([
  ...Object.keys(COUNTS).map((name) => sql`sum(${sql.ref(name)})::int as ${sql.ref(name)}`),
  ...Object.keys(SUMS).map((name) => sql`coalesce(sum(${sql.ref(name)}), 0) as ${sql.ref(name)}`),
]);
