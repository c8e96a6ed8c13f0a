import { sql } from 'kysely';
import { bookOf } from '../book/book.ts';
import type { Figure, TracedRows } from '../lineage/figure.ts';
import { figureNames } from '../lineage/figure-names.ts';
import { lineageOf } from '../lineage/lineage-of.ts';
import { GRADE, MATURITY, STATUS } from '../lineage/loan-terms.ts';
import type { ScopeArgs } from '../scope.ts';
import { healthAggregatesLoader } from './health.rows.ts';
import { MARK_OF_GRADE } from './health.ts';
import { HealthScore } from './health.type.ts';

const GRADES = Object.keys(MARK_OF_GRADE);
const MARKS = Object.values(MARK_OF_GRADE);

/**
 * The loans with the marks that each would have alone, beside what is the same for all of a scope: how many there are,
 * how many of them have a grade, and the mark of their concentration.
 */
const marked: TracedRows<ScopeArgs> = (scopes, args, _parts, context) => sql`(
  select l.*, '' as part, count(*) over book as loans, count(l.credit_rating) over book as graded,
    case when l.status = 'PERFORMING' then 100 else 0 end as performance,
    g.mark as quality,
    case when l.maturity_date - ${args.asOf}::date <= 365 then 50 else 100 end as maturity,
    case when sum(l.amount * l.owed) over book < 0.15 * l.total * l.total then 100
      when sum(l.amount * l.owed) over book < 0.25 * l.total * l.total then 80 else 60 end as concentration
  from (
    select l.*, sum(l.amount) over (partition by l.scope, l.borrower) as owed,
      sum(l.amount) over (partition by l.scope) as total
    from ${bookOf(scopes, args, context)}
  ) l left join unnest(${GRADES}::credit_rating[], ${MARKS}::int[]) g(grade, mark) on g.grade = l.credit_rating
  window book as (partition by l.scope)) l`;

const POINTS = { source: null, unit: 'POINTS', leastFirst: true } as const;
const mean: Pick<Figure<ScopeArgs>, 'divisor'> = { divisor: ({ rowCount }) => rowCount };

const FIGURES: Record<string, Figure<ScopeArgs>> = {
  SCORE: {
    ...POINTS,
    formula:
      'Σ (.30·p / n + .30·q / g + .25·c / n + .15·m / n): p, q and m the marks that the loan would have alone, c that of the concentration, n the loans, g those with a grade',
    terms: {
      ...{ status: STATUS, creditRating: GRADE, maturityDate: MATURITY },
      concentration: {
        inputs: () => ['Loan.amount', 'Loan.borrower'],
        unit: 'POINTS',
        of: () => sql`l.concentration`,
      },
    },
    // Over the common denominator n·g, which is g for each of n loans, nothing is rounded.
    adds: () => sql`case when l.graded > 0
      then (0.30 * l.performance + 0.25 * l.concentration + 0.15 * l.maturity) * l.graded
        + 0.30 * coalesce(l.quality, 0) * l.loans end`,
    weight: sql`l.graded`,
    divisor: ({ weight }) => weight,
  },
  PERFORMANCE: {
    ...POINTS,
    ...mean,
    formula: 'Σ p / n, p 100 for a loan that is PERFORMING and else 0, n the loans',
    terms: { status: STATUS },
    adds: () => sql`l.performance`,
  },
  QUALITY: {
    ...POINTS,
    ...mean,
    formula: 'Σ q / g over the g loans with a grade, q its mark: A- and better 100 … CCC 5, worse 0',
    terms: { creditRating: GRADE, mark: { inputs: () => [], unit: 'POINTS', of: () => sql`l.quality` } },
    adds: () => sql`l.quality`,
  },
  MATURITY: {
    ...POINTS,
    ...mean,
    formula: 'Σ m / n, m 50 for a loan that matures at most 365 days after asOf and else 100, n the loans',
    terms: { maturityDate: MATURITY },
    adds: () => sql`l.maturity`,
  },
};

export const HealthLineageResolver = lineageOf({
  type: () => HealthScore,
  figures: FIGURES,
  names: figureNames('HealthScoreFigure', FIGURES),
  readBy: healthAggregatesLoader,
  rows: marked,
});
