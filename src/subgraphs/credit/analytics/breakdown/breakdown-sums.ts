import { type RawBuilder, sql } from 'kysely';
import { IN_BREACH } from '../../loan/loan-filter.sql.ts';
import type { SumName } from './breakdown-figures.ts';

/** Borrowers are counted apart. */
type SumOfLoans = Exclude<SumName, 'borrowerCount'>;

/** A sum over loans `l`, by the day from which maturity is seen, and over rows that hold such sums, null where unknown. */
interface Sum {
  ofLoans(asOf: string): RawBuilder<unknown>;
  unknown: RawBuilder<unknown>;
  ofParts(part: RawBuilder<unknown>): RawBuilder<unknown>;
}

const counted = (which: RawBuilder<unknown>): Sum => ({
  ofLoans: () => sql`count(*) filter (where ${which})`,
  unknown: sql`null::bigint`,
  ofParts: (part) => sql`sum(${part})::int`,
});

/** What is null adds nothing. */
const summed = (of: (asOf: string) => RawBuilder<unknown>): Sum => ({
  ofLoans: (asOf) => sql`sum(${of(asOf)})`,
  unknown: sql`null::numeric`,
  ofParts: (part) => sql`coalesce(sum(${part}), 0)`,
});

const SUMS: Record<SumOfLoans, Sum> = {
  loanCount: counted(sql`true`),
  performingCount: counted(sql`l.status = 'PERFORMING'`),
  loansInBreach: counted(IN_BREACH),
  exposure: summed(() => sql`l.amount`),
  rateSum: summed(() => sql`l.rate`),
  exposureRateSum: summed(() => sql`l.amount * l.rate`),
  liveExposure: summed((asOf) => sql`case when l.maturity_date >= ${asOf}::date then l.amount end`),
  liveExposureDaySum: summed((asOf) => sql`l.amount * greatest(l.maturity_date - ${asOf}::date, 0)`),
  gradedExposure: summed(() => sql`case when f.factor is not null then l.amount end`),
  exposureFactorSum: summed(() => sql`l.amount * f.factor`),
  ratedExposure: summed(() => sql`case when l.pd is not null then l.amount end`),
  exposurePdSum: summed(() => sql`l.amount * l.pd`),
  expectedLoss: summed(() => sql`l.amount * l.pd * l.lgd`),
  riskWeightedAssets: summed(() => sql`l.amount * l.risk_weight`),
};

/** SQL for some of the sums, always in the same order. */
export function sumsIn(asked: Set<SumName>, asOf: string) {
  const sums = Object.entries(SUMS)
    .filter(([name]) => asked.has(name as SumName))
    .map(([name, sum]) => ({ ...sum, column: sql.ref(name) }));
  return {
    /** Over loans, each beside the factor `f` of its grade. */
    ofLoans: sql.join(sums.map(({ ofLoans, column }) => sql`${ofLoans(asOf)} as ${column}`)),
    /** The same columns where none of them is known. */
    unknown: sql.join(sums.map(({ unknown }) => unknown)),
    /** Over rows that hold these columns; 0 where none is known. */
    ofParts: sql.join(sums.map(({ ofParts, column }) => sql`${ofParts(column)} as ${column}`)),
  };
}
