import { type Decimal, toMoney, toRate } from '../../../../platform/decimal.ts';
import { ratingOfFactor } from '../summary/average-rating.ts';
import { averageMonths, type LoanTotals, ratio } from '../summary/summary.ts';
import type { BreakdownGroup } from './breakdown.type.ts';

/** How many of a group's loans. */
export interface GroupCounts extends Pick<LoanTotals, 'loanCount' | 'performingCount'> {
  loansInBreach: number;
}

/** Exact sums over the loans of a group: decimals as text. */
export interface GroupSums
  extends Pick<
    LoanTotals,
    'exposure' | 'rateSum' | 'exposureRateSum' | 'liveExposure' | 'liveExposureDaySum'
  > {
  /** Σ amount and Σ amount · rating factor, over loans with a grade. */
  gradedExposure: string;
  exposureFactorSum: string;
  /** Σ amount and Σ amount · PD, over rated loans: the grade stands in the tenant's default rates. */
  ratedExposure: string;
  exposurePdSum: string;
  /** Σ amount · PD · LGD and Σ amount · weight, over rated loans. */
  expectedLoss: string;
  riskWeightedAssets: string;
}

/** What tells a group apart: the values of its keys as the database has them. Not in the graph. */
export interface GroupValues {
  values: (string | null)[];
}

/** All that the numbers of a group are made from. */
export interface GroupTotals extends GroupCounts, GroupSums, GroupValues {
  /** In the order of the dimensions; null where the value is missing. */
  keys: (string | null)[];
  /** Null where nobody asks for it. */
  borrowerCount: number | null;
  /** Σ amount over all groups, shown or not. */
  totalExposure: string;
}

/** The numbers of a group, each as it is defined for a whole selection. Rounded once, at the end. */
export function breakdownGroup(group: GroupTotals): BreakdownGroup & GroupValues {
  const { keys, values, loanCount, borrowerCount, performingCount, loansInBreach, exposure } = group;
  return {
    keys,
    values,
    ...{ loanCount, performingCount, loansInBreach },
    // Not null where anyone asks for it; were it, the graph would say so rather than show a number.
    borrowerCount: borrowerCount as number,
    exposure: toMoney(exposure),
    share: ratio(exposure, group.totalExposure, toFloat),
    averageRate: ratio(group.rateSum, loanCount, toRate),
    weightedAverageRate: ratio(group.exposureRateSum, exposure, toRate),
    averageRating: ratio(group.exposureFactorSum, group.gradedExposure, ratingOfFactor),
    averagePd: ratio(group.exposurePdSum, group.ratedExposure, toFloat),
    expectedLoss: toMoney(group.expectedLoss),
    riskWeightedAssets: toMoney(group.riskWeightedAssets),
    weightedAverageMaturityMonths: averageMonths(group),
  };
}

const toFloat = (value: Decimal): number => value.toNumber();
