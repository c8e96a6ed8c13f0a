import type { LoanStatus } from '../subgraphs/credit/loan/loan-status.ts';
import { CREDIT_RATINGS, type CreditRating } from '../subgraphs/credit/rating/rating-scale.ts';
import { chance, clamp, integer, logNormal, normal, pickWeighted, type Random } from './random.ts';

/** Standard deviation of the grades in a book, in notches. */
const NOTCH_SPREAD = 2.2;
/** This many borrowers are in trouble: some notches worse than the rest. */
const TAIL_SHARE = 0.1;
/** C: the worst grade that is not a default. */
export const WORST_NOTCH = CREDIT_RATINGS.indexOf('C');

/** How good a debtor is, 0 for AAA: around the mean, with a tail towards the worse. */
export function drawNotch(random: Random, meanNotch: number): number {
  const tail = chance(random, TAIL_SHARE) ? integer(random, 3, 7) : 0;
  return clamp(Math.round(meanNotch + NOTCH_SPREAD * normal(random) + tail), 0, WORST_NOTCH - 1);
}

/** Of a hundred borrowers up to a grade; the rest are performing. */
const TROUBLE: { to: CreditRating; watchList: number; nonPerforming: number; defaulted: number }[] = [
  { to: 'BBB-', watchList: 1, nonPerforming: 0, defaulted: 0 },
  { to: 'BB-', watchList: 5, nonPerforming: 1, defaulted: 0 },
  { to: 'B-', watchList: 20, nonPerforming: 4, defaulted: 2 },
  { to: 'C', watchList: 45, nonPerforming: 22, defaulted: 14 },
];

export function drawStatus(random: Random, notch: number): LoanStatus {
  const { watchList, nonPerforming, defaulted } = TROUBLE.find(
    ({ to }) => notch <= CREDIT_RATINGS.indexOf(to),
  )!;
  return pickWeighted<LoanStatus>(random, [
    ['PERFORMING', 100 - watchList - nonPerforming - defaulted],
    ['WATCH_LIST', watchList],
    ['NON_PERFORMING', nonPerforming],
    ['DEFAULTED', defaulted],
  ]);
}

/** A base rate, and a margin that grows with every notch. Percent a year. */
export const drawRate = (random: Random, notch: number): string =>
  clamp(3.6 + 0.7 * Math.exp(0.115 * notch) + 0.35 * normal(random), 1, 25).toFixed(2);

export interface Ratios {
  debtToEquity: string | null;
  interestCoverage: string | null;
  leverageRatio: string | null;
}

/** Worse with every notch; a few are missing, and some of the worst have lost their equity. */
export function drawRatios(random: Random, notch: number): Ratios {
  const reported = (value: number) => (chance(random, 0.05) ? null : value.toFixed(2));
  const lostEquity = notch > CREDIT_RATINGS.indexOf('B-') && chance(random, 0.2);
  const debtToEquity = logNormal(random, 0.9 * Math.exp(0.08 * notch), 0.3);
  return {
    debtToEquity: reported(lostEquity ? -debtToEquity : debtToEquity),
    interestCoverage: reported(logNormal(random, 16 * Math.exp(-0.12 * notch), 0.3)),
    leverageRatio: reported(logNormal(random, 1.2 * Math.exp(0.07 * notch), 0.28)),
  };
}
