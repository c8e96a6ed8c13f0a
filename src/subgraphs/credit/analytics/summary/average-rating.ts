import { Decimal } from '../../../../platform/decimal.ts';
import { type CreditRating, nearestGrade, ratingFactor } from '../../rating/rating-scale.ts';

/** The exact exposure of the loans of one grade; null: those without. */
export interface GradeExposure {
  grade: CreditRating | null;
  exposure: string;
}

/** WARF, ΣE·factor / ΣE over loans with a grade. Null without one. */
export function averageRatingFactor(exposures: GradeExposure[]): Decimal | null {
  let total = new Decimal(0);
  let weighted = new Decimal(0);
  for (const { grade, exposure } of exposures) {
    if (grade === null) continue;
    total = total.plus(exposure);
    weighted = weighted.plus(new Decimal(exposure).times(ratingFactor(grade)));
  }
  return total.isZero() ? null : weighted.div(total);
}

/** The grade with the nearest factor. Never the mean of ordinals: default risk is about exponential in the notch. */
export const ratingOfFactor = (factor: Decimal | null): CreditRating | null => factor && nearestGrade(factor);
