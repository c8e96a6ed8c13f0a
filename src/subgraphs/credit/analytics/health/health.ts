import { Decimal } from '../../../../platform/decimal.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';
import type { HealthScore } from './health.type.ts';

/** Counts over the loans of one grade; null: those without. */
export interface GradeCounts {
  grade: CreditRating | null;
  loanCount: number;
  performingCount: number;
}

/** All that a health score needs to know of the loans. The order of grades says nothing. */
export interface HealthAggregates {
  byGrade: GradeCounts[];
  /** Loans that mature within 365 days of asOf, or before it. */
  maturingCount: number;
  exposure: string;
  /** Σ of the borrowers' exposures squared. */
  squares: string;
}

export const NO_COUNTS: HealthAggregates = { byGrade: [], maturingCount: 0, exposure: '0', squares: '0' };

const WEIGHTS = { performance: '0.30', quality: '0.30', concentration: '0.25', maturity: '0.15' } as const;
type Marks = Record<keyof typeof WEIGHTS, Decimal | null>;

/** Up to A- and from CCC- on the grades of a band have one mark. */
export const MARK_OF_GRADE: Record<CreditRating, number> = {
  ...{ AAA: 100, 'AA+': 100, AA: 100, 'AA-': 100, 'A+': 100, A: 100, 'A-': 100 },
  ...{ 'BBB+': 90, BBB: 85, 'BBB-': 80, 'BB+': 70, BB: 60, 'BB-': 50, 'B+': 35, B: 25, 'B-': 20 },
  ...{ 'CCC+': 10, CCC: 5, 'CCC-': 0, CC: 0, C: 0, D: 0 },
};

/** Marks are 0 to 100 and exact until they leave. A missing mark makes no score: there is nothing fair to put in its place. */
export function healthOf(loans: HealthAggregates): HealthScore {
  const marks: Marks = {
    performance: performanceOf(loans.byGrade),
    quality: qualityOf(loans.byGrade),
    concentration: concentrationOf(loans),
    maturity: maturityMarkOf(loans),
  };
  const score = scoreOf(marks);
  return {
    score: score?.toNumber() ?? null,
    level: score && levelOf(score),
    performance: marks.performance?.toNumber() ?? null,
    quality: marks.quality?.toNumber() ?? null,
    concentration: marks.concentration?.toNumber() ?? null,
    maturity: marks.maturity?.toNumber() ?? null,
  };
}

const performanceOf = (grades: GradeCounts[]): Decimal | null =>
  shareOf(grades, countOf(grades, 'performingCount'))?.times(100) ?? null;

function qualityOf(grades: GradeCounts[]): Decimal | null {
  let sum = 0;
  let count = 0;
  for (const { grade, loanCount } of grades) {
    if (grade === null) continue;
    sum += MARK_OF_GRADE[grade] * loanCount;
    count += loanCount;
  }
  return count === 0 ? null : new Decimal(sum).div(count);
}

/** By the single-name HHI: Σ over borrowers of exposure², over the square of the total. */
function concentrationOf({ exposure, squares }: HealthAggregates): Decimal | null {
  const total = new Decimal(exposure);
  if (total.isZero()) return null;
  const hhi = new Decimal(squares).div(total.pow(2));
  if (hhi.lt('0.15')) return new Decimal(100);
  return new Decimal(hhi.lt('0.25') ? 80 : 60);
}

/** 100 − 50 · share, which cannot fall below 50. */
function maturityMarkOf({ byGrade, maturingCount }: HealthAggregates): Decimal | null {
  const share = shareOf(byGrade, maturingCount);
  return share && new Decimal(100).minus(share.times(50));
}

function scoreOf(marks: Marks): Decimal | null {
  let score = new Decimal(0);
  for (const [name, weight] of Object.entries(WEIGHTS)) {
    const mark = marks[name as keyof Marks];
    if (mark === null) return null;
    score = score.plus(mark.times(weight));
  }
  return score;
}

function levelOf(score: Decimal): NonNullable<HealthScore['level']> {
  if (score.gte(75)) return 'HEALTHY';
  return score.gte(50) ? 'MONITOR' : 'AT_RISK';
}

/** Of the loans by number; null without one. */
function shareOf(grades: GradeCounts[], count: number): Decimal | null {
  const all = countOf(grades, 'loanCount');
  return all === 0 ? null : new Decimal(count).div(all);
}

const countOf = (grades: GradeCounts[], what: Exclude<keyof GradeCounts, 'grade'>): number =>
  grades.reduce((count, grade) => count + grade[what], 0);
