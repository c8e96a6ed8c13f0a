import { sql } from 'kysely';
import { bookOf } from '../book/book.ts';
import type { Figure, TracedRows } from '../lineage/figure.ts';
import { figureNames } from '../lineage/figure-names.ts';
import { lineageOf } from '../lineage/lineage-of.ts';
import { AMOUNT } from '../lineage/loan-terms.ts';
import { bucketOf, bucketTotalsLoader, type DistributionArgs, measured } from './distribution.rows.ts';
import type { LoanMeasureName } from './distribution.ts';
import { HistogramBucket } from './distribution.type.ts';

/** A bucket's place, from 0. */
export interface Placed {
  place: number;
}

/** The loans of buckets, which are named by their places. */
const inBuckets: TracedRows<DistributionArgs> = (scopes, args, places, context) => sql`(
  select * from (
    select l.*, (${bucketOf(args)})::text as part from (
      select l.*, ${measured(args)} as value, min(${measured(args)}) over (partition by l.scope) as smallest,
        max(${measured(args)}) over (partition by l.scope) as largest
      from ${bookOf(scopes, args, context)} where ${measured(args)} is not null
    ) l
  ) l where l.part = any(${places}::text[])) l`;

const INPUTS: Record<LoanMeasureName, string[]> = {
  AMOUNT: ['Loan.amount'],
  RATE: ['Loan.rate'],
  MONTHS_TO_MATURITY: ['Loan.maturityDate'],
  DEBT_TO_EQUITY: ['Loan.debtToEquity'],
  INTEREST_COVERAGE: ['Loan.interestCoverage'],
  LEVERAGE: ['Loan.leverageRatio'],
  PD: ['Loan.creditRating', 'DefaultRate.defaultProbability'],
};

const FIGURES: Record<string, Figure<DistributionArgs>> = {
  EXPOSURE: {
    formula: 'Σ E over loans whose measure is at least `from` and below `to`',
    source: null,
    unit: 'MONEY',
    terms: {
      amount: AMOUNT,
      measure: { inputs: ({ of }) => INPUTS[of], unit: null, of: () => sql`l.value` },
    },
    adds: () => sql`l.amount`,
  },
};

export const DistributionLineageResolver = lineageOf({
  type: () => HistogramBucket,
  figures: FIGURES,
  names: figureNames('HistogramBucketFigure', FIGURES),
  readBy: bucketTotalsLoader,
  rows: inBuckets,
  part: ({ place }: Placed) => String(place),
});
