import { Decimal, toMoney } from '../../../../platform/decimal.ts';
import type { HistogramBucket, LoanMeasure } from './distribution.type.ts';

export type LoanMeasureName = keyof typeof LoanMeasure;

/** The loans of one bucket that holds any: exact decimals as text, in what the database measures in. */
export interface BucketTotals {
  /** From 0. */
  bucket: number;
  loanCount: number;
  exposure: string;
  /** Of all loans that have the measure. */
  smallest: string;
  largest: string;
}

/** All buckets, those without a loan too. None without a loan; a single one where all values are the same. */
export function histogram(of: LoanMeasureName, buckets: number, filled: BucketTotals[]): HistogramBucket[] {
  const range = filled[0];
  if (!range) return [];
  const isPoint = new Decimal(range.smallest).eq(range.largest);
  const count = isPoint ? 1 : buckets;
  const byPlace = new Map(filled.map((totals) => [totals.bucket, totals]));
  return Array.from({ length: count }, (_, place) => {
    const { loanCount = 0, exposure = '0' } = byPlace.get(place) ?? {};
    const edge = (number: number) => shown(of, boundary(range, number, count));
    return { from: edge(place), to: edge(place + 1), loanCount, exposure: toMoney(exposure) };
  });
}

/** smallest + width · number / count, exact at both ends. */
const boundary = ({ smallest, largest }: BucketTotals, number: number, count: number): Decimal =>
  new Decimal(largest).minus(smallest).times(number).div(count).plus(smallest);

/** Maturity is measured in days: months of 365.25 / 12 days are days · 16 / 487. */
const shown = (of: LoanMeasureName, value: Decimal): number =>
  (of === 'MONTHS_TO_MATURITY' ? value.times(16).div(487) : value).toNumber();
