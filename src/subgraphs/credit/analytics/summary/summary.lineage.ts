import { sql } from 'kysely';
import { Decimal } from '../../../../platform/decimal.ts';
import { RATING_FACTORS } from '../../rating/rating-factors.sql.ts';
import { bookOf } from '../book/book.ts';
import type { Figure, TracedRows } from '../lineage/figure.ts';
import { figureNames } from '../lineage/figure-names.ts';
import { lineageOf } from '../lineage/lineage-of.ts';
import { AMOUNT, GRADE, MATURITY, RATE } from '../lineage/loan-terms.ts';
import type { ScopeArgs } from '../scope.ts';
import { summaryAggregatesLoader } from './summary.rows.ts';
import { PortfolioSummary } from './summary.type.ts';

/** The loans with a grade, each with Moody's rating factor. */
const withFactor: TracedRows<ScopeArgs> = (scopes, args, _parts, context) => sql`(
  select l.*, '' as part, f.factor
  from ${bookOf(scopes, args, context)} join ${RATING_FACTORS} on f.grade = l.credit_rating) l`;

export const TOTAL_EXPOSURE: Figure<ScopeArgs> = {
  formula: 'Σ E',
  source: null,
  unit: 'MONEY',
  terms: { amount: AMOUNT },
  adds: () => sql`l.amount`,
};

/** Months of 365.25 / 12 days: days · 16 / 487, which divides whole numbers. */
export const AVERAGE_MONTHS: Figure<ScopeArgs> = {
  formula: 'Σ E·m / Σ E over loans not matured on asOf, m the days to maturity / 365.25 · 12',
  source: null,
  unit: 'MONTHS',
  terms: { amount: AMOUNT, maturityDate: MATURITY },
  adds: ({ asOf }) => sql`case when l.maturity_date >= ${asOf}::date
    then l.amount * (l.maturity_date - ${asOf}::date) * 16 end`,
  divisor: ({ weight }) => new Decimal(weight).times(487),
};

const FIGURES: Record<string, Figure<ScopeArgs>> = {
  TOTAL_EXPOSURE,
  ANNUAL_INTEREST: {
    formula: 'Σ E·r / 100',
    source: null,
    unit: 'MONEY',
    terms: { amount: AMOUNT, rate: RATE },
    adds: () => sql`l.amount * l.rate`,
    divisor: () => 100,
  },
  WEIGHTED_AVERAGE_RATE: {
    formula: 'Σ E·r / T',
    source: null,
    unit: 'PERCENT',
    terms: { amount: AMOUNT, rate: RATE },
    adds: () => sql`l.amount * l.rate`,
    divisor: ({ weight }) => weight,
  },
  WEIGHTED_AVERAGE_RATING_FACTOR: {
    formula: 'Σ E·f / Σ E over loans with a grade, f its rating factor: AAA 1 … CC, C and D 10,000',
    source: "Moody's rating factors (WARF)",
    unit: 'POINTS',
    terms: {
      amount: AMOUNT,
      creditRating: GRADE,
      factor: { inputs: () => [], unit: 'POINTS', of: () => sql`l.factor` },
    },
    adds: () => sql`l.amount * l.factor`,
    rows: withFactor,
    divisor: ({ weight }) => weight,
  },
  WEIGHTED_AVERAGE_MATURITY_MONTHS: AVERAGE_MONTHS,
};

export const SummaryLineageResolver = lineageOf({
  type: () => PortfolioSummary,
  figures: FIGURES,
  names: figureNames('PortfolioSummaryFigure', FIGURES),
  readBy: summaryAggregatesLoader,
});
