import { Decimal, toMoney, toRate } from '../../../../platform/decimal.ts';
import { averageRatingFactor, type GradeExposure, ratingOfFactor } from './average-rating.ts';
import type { PortfolioSummary, SectorCount } from './summary.type.ts';

/** Exact sums over loans: decimals as text, wherever they come from. */
export interface LoanTotals {
  loanCount: number;
  exposure: string;
  /** Null without a loan. */
  minAmount: string | null;
  maxAmount: string | null;
  /** Σ rate and Σ amount · rate, in percent a year. */
  rateSum: string;
  exposureRateSum: string;
  /** Σ amount and Σ amount · days to maturity, over loans not matured on asOf. */
  liveExposure: string;
  liveExposureDaySum: string;
  pastMaturityCount: number;
  performingCount: number;
  watchListCount: number;
  nonPerformingCount: number;
  defaultedCount: number;
}

/** All that a summary needs to know of the loans. The order of groups says nothing. */
export interface SummaryAggregates extends LoanTotals {
  borrowerCount: number;
  bySector: { sector: string; loanCount: number; exposure: string }[];
  byGrade: GradeExposure[];
}

export const NO_LOANS: SummaryAggregates = {
  loanCount: 0,
  exposure: '0',
  minAmount: null,
  maxAmount: null,
  rateSum: '0',
  exposureRateSum: '0',
  liveExposure: '0',
  liveExposureDaySum: '0',
  pastMaturityCount: 0,
  performingCount: 0,
  watchListCount: 0,
  nonPerformingCount: 0,
  defaultedCount: 0,
  borrowerCount: 0,
  bySector: [],
  byGrade: [],
};

/** Every number of a summary. Rounded once, at the end; floats are made of exact decimals last. */
export function summaryOf(loans: SummaryAggregates): PortfolioSummary {
  const factor = averageRatingFactor(loans.byGrade);
  return {
    ...countsOf(loans),
    ...amountsOf(loans),
    averageRate: ratio(loans.rateSum, loans.loanCount, toRate),
    weightedAverageRate: ratio(loans.exposureRateSum, loans.exposure, toRate),
    averageRating: ratingOfFactor(factor),
    weightedAverageRatingFactor: factor?.toNumber() ?? null,
    weightedAverageMaturityMonths: averageMonths(loans),
    sectorBreakdown: sectorBreakdown(loans.bySector),
  };
}

const countsOf = (loans: SummaryAggregates) => ({
  totalLoans: loans.loanCount,
  borrowerCount: loans.borrowerCount,
  sectorCount: loans.bySector.length,
  pastMaturityCount: loans.pastMaturityCount,
  performingCount: loans.performingCount,
  watchListCount: loans.watchListCount,
  nonPerformingCount: loans.nonPerformingCount,
  defaultedCount: loans.defaultedCount,
});

const amountsOf = ({ loanCount, exposure, minAmount, maxAmount, exposureRateSum }: LoanTotals) => ({
  totalExposure: toMoney(exposure),
  averageAmount: ratio(exposure, loanCount, toMoney),
  minAmount: minAmount && toMoney(minAmount),
  maxAmount: maxAmount && toMoney(maxAmount),
  annualInterest: toMoney(new Decimal(exposureRateSum).div(100)),
});

/** Months of 365.25 / 12 days: days · 16 / 487, which divides whole numbers. Null without a loan not matured. */
export function averageMonths({
  liveExposure,
  liveExposureDaySum,
}: Pick<LoanTotals, 'liveExposure' | 'liveExposureDaySum'>): number | null {
  if (new Decimal(liveExposure).isZero()) return null;
  return new Decimal(liveExposureDaySum).times(16).div(new Decimal(liveExposure).times(487)).toNumber();
}

/** Largest exposure first, ties by name in code point order. */
function sectorBreakdown(sectors: SummaryAggregates['bySector']): SectorCount[] {
  return sectors
    .map(({ sector, loanCount, exposure }) => ({ sector, count: loanCount, exposure: toMoney(exposure) }))
    .sort((a, b) => new Decimal(b.exposure).cmp(a.exposure) || (a.sector < b.sector ? -1 : 1));
}

/** A quotient as it is shown; null where there is nothing to divide by. */
export const ratio = <Shown>(
  sum: string,
  by: string | number,
  show: (value: Decimal) => Shown,
): Shown | null => (new Decimal(by).isZero() ? null : show(new Decimal(sum).div(by)));
