import {
  type CreditRating,
  isInvestmentGrade,
  notchOf,
  type RatingOrWithdrawn,
} from '../../rating/rating-scale.ts';

/** What became of a grade within a period; it may be the same at the end. */
export interface Transition {
  /** Never D: it is absorbing, so a loan in D is no longer observed. */
  from: CreditRating;
  to: RatingOrWithdrawn;
}

/** Loans with the same transition in the same period. */
export interface TransitionCount extends Transition {
  count: number;
  /** The sum of their amounts today, a decimal as text. */
  exposure: string;
}

/** Notches down, an upgrade is negative; null where the rating was withdrawn. */
export const notchesOf = ({ from, to }: Transition): number | null =>
  to === 'NR' ? null : notchOf(to) - notchOf(from);

export const isWithdrawn = ({ to }: Transition): boolean => to === 'NR';

export const isStable = ({ from, to }: Transition): boolean => to === from;

export const isUpgrade = (move: Transition): boolean => (notchesOf(move) ?? 0) < 0;

export const isDowngrade = (move: Transition): boolean => (notchesOf(move) ?? 0) > 0;

export const isDefault = ({ to }: Transition): boolean => to === 'D';

/**
 * "Fallen angels are issuers downgraded to speculative grade ('BB+' or below) from investment grade ('BBB-' or
 * above)" (S&P Global Ratings, Credit Trends: 'BBB' Pulse, 26 January 2021); straight to D is no exception.
 */
export const isFallenAngel = ({ from, to }: Transition): boolean =>
  to !== 'NR' && isInvestmentGrade(from) && !isInvestmentGrade(to);

/**
 * "Rising stars (issuers upgraded to investment grade, 'BBB-' or above, from speculative grade, 'BB+' or below)"
 * (S&P Global Ratings, Credit Trends: 'BBB' Pulse, 24 November 2022).
 */
export const isRisingStar = ({ from, to }: Transition): boolean =>
  to !== 'NR' && !isInvestmentGrade(from) && isInvestmentGrade(to);
