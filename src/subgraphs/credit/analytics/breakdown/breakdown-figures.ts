import { type Decimal, toMoney, toRate } from '../../../../platform/decimal.ts';
import { ratingOfFactor } from '../summary/average-rating.ts';
import { averageMonths, type LoanTotals, ratio } from '../summary/summary.ts';
import type { BreakdownGroup } from './breakdown.type.ts';

/** What figures of a group are made from, beside its count and exposure. Exact sums, decimals as text. */
export interface GroupSums
  extends Pick<
    LoanTotals,
    | 'loanCount'
    | 'exposure'
    | 'performingCount'
    | 'rateSum'
    | 'exposureRateSum'
    | 'liveExposure'
    | 'liveExposureDaySum'
  > {
  borrowerCount: number;
  loansInBreach: number;
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
export type SumName = keyof GroupSums;

/** A figure that is computed only where somebody asks for it: from these sums, rounded once, at the end. */
interface Figure<Value> {
  from: SumName[];
  of(sums: GroupSums): Value;
}

export const toFloat = (value: Decimal): number => value.toNumber();

const summed = <Name extends SumName>(name: Name): Figure<GroupSums[Name]> => ({
  from: [name],
  of: (sums) => sums[name],
});
const money = (name: 'expectedLoss' | 'riskWeightedAssets'): Figure<string> => ({
  from: [name],
  of: (sums) => toMoney(sums[name]),
});

/** What is asked of a group beside its keys, its count, and its exposure. */
export type Figures = Omit<BreakdownGroup, 'keys' | 'loanCount' | 'exposure' | 'share'>;

export const FIGURES: { [Name in keyof Figures]: Figure<Figures[Name]> } = {
  borrowerCount: summed('borrowerCount'),
  performingCount: summed('performingCount'),
  loansInBreach: summed('loansInBreach'),
  averageRate: { from: ['rateSum'], of: ({ rateSum, loanCount }) => ratio(rateSum, loanCount, toRate) },
  weightedAverageRate: {
    from: ['exposureRateSum'],
    of: ({ exposureRateSum, exposure }) => ratio(exposureRateSum, exposure, toRate),
  },
  averageRating: {
    from: ['exposureFactorSum', 'gradedExposure'],
    of: ({ exposureFactorSum, gradedExposure }) => ratio(exposureFactorSum, gradedExposure, ratingOfFactor),
  },
  averagePd: {
    from: ['exposurePdSum', 'ratedExposure'],
    of: ({ exposurePdSum, ratedExposure }) => ratio(exposurePdSum, ratedExposure, toFloat),
  },
  expectedLoss: money('expectedLoss'),
  riskWeightedAssets: money('riskWeightedAssets'),
  weightedAverageMaturityMonths: { from: ['liveExposure', 'liveExposureDaySum'], of: averageMonths },
};
export type FigureName = keyof Figures;
export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];
