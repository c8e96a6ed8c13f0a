import {
  CREDIT_RATINGS,
  type CreditRating,
  type RatingOrWithdrawn,
} from '../subgraphs/credit/rating/rating-scale.ts';
import { WORST_NOTCH } from './credit-quality.ts';
import { chance, clamp, integer, pickWeighted, type Random } from './random.ts';

export const QUARTERS = 8;

/** By how many notches a debtor stood better a quarter before: books drift downwards. */
const STEPS_BACK = [
  [0, 86],
  [-1, 8],
  [-2, 1.5],
  [1, 4.5],
] as const;

/** Of the debtors without a grade, how many had one that was withdrawn. */
const WITHDRAWN_SHARE = 0.5;

/**
 * The ratings of the last quarters, latest first: a random walk back from the grade of today. A debtor in default
 * fell into it lately and never left it; one without a grade never had one, or its rating was withdrawn (NR).
 */
export function ratingPath(random: Random, notch: number, grade: CreditRating | null): RatingOrWithdrawn[] {
  if (grade === 'D') return endingIn('D', random, notch);
  if (grade) return walkBack(random, notch, QUARTERS);
  return chance(random, WITHDRAWN_SHARE) ? endingIn('NR', random, notch) : [];
}

function endingIn(end: RatingOrWithdrawn, random: Random, notch: number): RatingOrWithdrawn[] {
  const since = integer(random, 1, QUARTERS / 2);
  return [...Array<RatingOrWithdrawn>(since).fill(end), ...walkBack(random, notch, QUARTERS - since)];
}

function walkBack(random: Random, notch: number, length: number): CreditRating[] {
  let at = notch;
  return Array.from({ length }, () => {
    const grade = CREDIT_RATINGS[at]!;
    at = clamp(at + pickWeighted(random, STEPS_BACK), 0, WORST_NOTCH);
    return grade;
  });
}
