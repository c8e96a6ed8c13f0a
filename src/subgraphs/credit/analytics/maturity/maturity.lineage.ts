import { sql } from 'kysely';
import { bookOf } from '../book/book.ts';
import type { Figure, TracedRows } from '../lineage/figure.ts';
import { figureNames } from '../lineage/figure-names.ts';
import { lineageOf } from '../lineage/lineage-of.ts';
import { AMOUNT, MATURITY } from '../lineage/loan-terms.ts';
import type { ScopeArgs } from '../scope.ts';
import { AVERAGE_MONTHS } from '../summary/summary.lineage.ts';
import { maturityCellsLoader } from './maturity.rows.ts';
import { MaturityBucket, MaturityProfile } from './maturity.type.ts';

const PROFILE_FIGURES = { WEIGHTED_AVERAGE_MONTHS: AVERAGE_MONTHS };

export const MaturityLineageResolver = lineageOf({
  type: () => MaturityProfile,
  figures: PROFILE_FIGURES,
  names: figureNames('MaturityProfileFigure', PROFILE_FIGURES),
  readBy: maturityCellsLoader,
});

type Span = Pick<MaturityBucket, 'from' | 'to'>;

/** A bucket by its days: what stands in the ladder and in a quarter may overlap. */
const spanOf = ({ from, to }: Span): string => `${from ?? ''}/${to ?? ''}`;

/** The loans of spans of days. */
const inSpans: TracedRows<ScopeArgs> = (scopes, args, parts, context) => {
  const ends = parts.map((part) => part.split('/') as [string, string]);
  const starts = ends.map(([from]) => from || '-infinity');
  const finishes = ends.map(([, to]) => to || 'infinity');
  return sql`(
    select l.*, span.part from ${bookOf(scopes, args, context)}
    join unnest(${parts}::text[], ${starts}::date[], ${finishes}::date[]) span(part, start, finish)
      on l.maturity_date >= span.start and l.maturity_date < span.finish) l`;
};

const BUCKET_FIGURES: Record<string, Figure<ScopeArgs>> = {
  EXPOSURE: {
    formula: 'Σ E over loans that mature from `from` up to but not including `to`',
    source: null,
    unit: 'MONEY',
    terms: { amount: AMOUNT, maturityDate: MATURITY },
    adds: () => sql`l.amount`,
  },
};

export const MaturityBucketLineageResolver = lineageOf({
  type: () => MaturityBucket,
  figures: BUCKET_FIGURES,
  names: figureNames('MaturityBucketFigure', BUCKET_FIGURES),
  readBy: maturityCellsLoader,
  rows: inSpans,
  part: spanOf,
});
