import { addMonths } from '../../../../platform/calendar.ts';
import { Decimal, toMoney } from '../../../../platform/decimal.ts';
import { averageMonths } from '../summary/summary.ts';
import type { MaturityBucket, MaturityProfile } from './maturity.type.ts';
import { maturityBuckets, PAST_MATURITY } from './maturity-buckets.ts';

/** Exact sums over the loans of one bucket that mature in one calendar quarter. */
export interface MaturityCell {
  /** 1 for the first of the ladder; 0 before asOf. */
  bucket: number;
  year: number;
  /** 1 to 4. */
  quarter: number;
  loanCount: number;
  exposure: string;
  /** Σ amount · days from asOf to maturity. */
  exposureDaySum: string;
}

type Span = Pick<MaturityBucket, 'label' | 'from' | 'to'>;
type Fill = (span: Span, cells: MaturityCell[]) => MaturityBucket;

/**
 * The ladder lists all of its buckets; a quarter is listed where it holds a loan, matured or not, so the quarters
 * hold every loan once, and so do `pastMaturity` and the ladder together. The order of cells says nothing.
 */
export function maturityOf(cells: MaturityCell[], asOf: string): MaturityProfile {
  const total = sumOf(cells, 'exposure');
  const fill: Fill = (span, inside) => bucketOf(span, inside, total);
  const inBucket = (bucket: number) => cells.filter((cell) => cell.bucket === bucket);
  return {
    weightedAverageMonths: weightedAverageMonths(cells),
    pastMaturity: fill({ label: PAST_MATURITY, from: null, to: asOf }, inBucket(0)),
    ladder: maturityBuckets(asOf).map((span, index) => fill(span, inBucket(index + 1))),
    quarters: quartersOf(cells, fill),
  };
}

function weightedAverageMonths(cells: MaturityCell[]): number | null {
  const live = cells.filter(({ bucket }) => bucket > 0);
  return averageMonths({
    liveExposure: sumOf(live, 'exposure').toFixed(),
    liveExposureDaySum: sumOf(live, 'exposureDaySum').toFixed(),
  });
}

function quartersOf(cells: MaturityCell[], fill: Fill): MaturityBucket[] {
  const byFirstDay = Map.groupBy(cells, firstDayOf);
  return [...byFirstDay.keys()].sort().map((from) => {
    const inside = byFirstDay.get(from) as MaturityCell[];
    return fill({ label: labelOf(inside[0] as MaturityCell), from, to: addMonths(from, 3) }, inside);
  });
}

const labelOf = ({ year, quarter }: MaturityCell) => `${yyyy(year)}-Q${quarter}`;
const firstDayOf = ({ year, quarter }: MaturityCell) =>
  `${yyyy(year)}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
const yyyy = (year: number) => String(year).padStart(4, '0');

function bucketOf(span: Span, cells: MaturityCell[], total: Decimal): MaturityBucket {
  const exposure = sumOf(cells, 'exposure');
  return {
    ...span,
    loanCount: cells.reduce((count, { loanCount }) => count + loanCount, 0),
    exposure: toMoney(exposure),
    share: total.isZero() ? null : exposure.div(total).toNumber(),
  };
}

const sumOf = (cells: MaturityCell[], what: 'exposure' | 'exposureDaySum'): Decimal =>
  cells.reduce((sum, cell) => sum.plus(cell[what]), new Decimal(0));
