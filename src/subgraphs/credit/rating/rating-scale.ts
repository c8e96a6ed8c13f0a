import type { Decimal } from '../../../platform/decimal.ts';

/** The 22 grades, best first. A grade's place in this list is its notch. */
export const CREDIT_RATINGS = [
  ...(['AAA', 'AA+', 'AA', 'AA-', 'A+', 'A', 'A-'] as const),
  ...(['BBB+', 'BBB', 'BBB-', 'BB+', 'BB', 'BB-'] as const),
  ...(['B+', 'B', 'B-', 'CCC+', 'CCC', 'CCC-', 'CC', 'C', 'D'] as const),
] as const;

export type CreditRating = (typeof CREDIT_RATINGS)[number];

/** What a rating history holds: a grade, or `NR` where the rating was withdrawn. */
export type RatingOrWithdrawn = CreditRating | 'NR';

/** Moody's rating factors in the order of the grades: about the idealised ten-year default rate times 10,000. */
const FACTORS = [
  1, 10, 20, 40, 70, 120, 180, 260, 360, 610, 940, 1350, 1766, 2220, 2720, 3490, 4770, 6500, 8070, 10_000,
  10_000, 10_000,
] as const;

const notches = new Map<string, number>(CREDIT_RATINGS.map((grade, notch) => [grade, notch]));
const worstInvestmentGrade = notches.get('BBB-')!;

/** 0 for AAA, 21 for D. */
export const notchOf = (grade: CreditRating): number => notches.get(grade)!;

/** The grade that a text names, trimmed and in any case; null where it names none of the 22. */
export function parseCreditRating(text: string): CreditRating | null {
  const grade = text.trim().toUpperCase();
  return notches.has(grade) ? (grade as CreditRating) : null;
}

/** As `parseCreditRating`, and `NR`. */
export const parseRatingOrWithdrawn = (text: string): RatingOrWithdrawn | null =>
  text.trim().toUpperCase() === 'NR' ? 'NR' : parseCreditRating(text);

/** The weight of a grade in a weighted average rating factor (WARF). */
export const ratingFactor = (grade: CreditRating): number => FACTORS[notchOf(grade)]!;

/** BBB- or better. */
export const isInvestmentGrade = (grade: CreditRating): boolean => notchOf(grade) <= worstInvestmentGrade;

/** The grade whose factor is nearest; a tie goes to the worse. CC, C and D share a factor, so 10,000 is D. */
export function nearestGrade(factor: Decimal): CreditRating {
  let nearest: CreditRating = 'AAA';
  for (const grade of CREDIT_RATINGS) {
    const distance = factor.minus(ratingFactor(grade)).abs();
    if (distance.lte(factor.minus(ratingFactor(nearest)).abs())) nearest = grade;
  }
  return nearest;
}
