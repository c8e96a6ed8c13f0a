import { type RawBuilder, sql } from 'kysely';
import { bookOf } from '../book/book.ts';
import type { Figure, TracedRows } from '../lineage/figure.ts';
import { figureNames } from '../lineage/figure-names.ts';
import { lineageOf } from '../lineage/lineage-of.ts';
import { AMOUNT } from '../lineage/loan-terms.ts';
import { observedIn, periodsIn, snapshotsOf } from './migration-period.sql.ts';
import { periodTransitionsLoader } from './rating-migration.rows.ts';
import type { MigrationArgs } from './rating-migration.scope.ts';
import { RatingMigration } from './rating-migration.type.ts';

/** The loans that moved, each once, with its moves `m` from `grade` to `next_grade` as counts. */
const moved: TracedRows<MigrationArgs> = (scopes, args, _parts, context) => {
  const counts = Object.entries(MOVES).map(([name, which]) => {
    return sql`nullif(count(*) filter (where ${which}), 0) as ${sql.ref(name)}`;
  });
  return sql`(
    with snapshots as ${snapshotsOf(bookOf(scopes, args, context), args)}
    select s.scope, '' as part, s.id, s.loan_id, s.borrower, s.amount, ${sql.join(counts)}
    from ${periodsIn(sql`snapshots`, args)} p join snapshots s on ${observedIn(args)} and s.grade <> s.next_grade
    group by s.scope, s.id, s.loan_id, s.borrower, s.amount) l`;
};

/** Grades compare by notch, and NR comes last. */
const MOVES = {
  upgrades: sql`s.next_grade < s.grade`,
  downgrades: sql`s.next_grade > s.grade and s.next_grade <> 'NR'`,
  withdrawn: sql`s.next_grade = 'NR'`,
  defaults: sql`s.next_grade = 'D'`,
  fallen_angels: sql`s.grade <= 'BBB-' and s.next_grade > 'BBB-' and s.next_grade <> 'NR'`,
  rising_stars: sql`s.grade > 'BBB-' and s.next_grade <= 'BBB-'`,
} satisfies Record<string, RawBuilder<unknown>>;

const figure = (formula: string, moves: keyof typeof MOVES): Figure<MigrationArgs> => ({
  formula,
  source: 'Cohort method',
  unit: 'COUNT',
  terms: {
    amount: AMOUNT,
    moves: {
      inputs: () => ['RatingHistory.creditRating', 'RatingHistory.snapshotDate'],
      unit: 'COUNT',
      of: () => sql.ref(`l.${moves}`),
    },
  },
  adds: () => sql.ref(`l.${moves}`),
});

const FIGURES: Record<string, Figure<MigrationArgs>> = {
  DOWNGRADES: figure('Σ periods in which the grade got worse, D included', 'downgrades'),
  UPGRADES: figure('Σ periods in which the grade got better', 'upgrades'),
  WITHDRAWN: figure('Σ periods at whose end the rating was withdrawn (NR)', 'withdrawn'),
  DEFAULTS: figure('Σ periods at whose end the grade was D', 'defaults'),
  FALLEN_ANGELS: figure('Σ periods from BBB- or better to BB+ or worse, D included', 'fallen_angels'),
  RISING_STARS: figure('Σ periods from BB+ or worse to BBB- or better', 'rising_stars'),
  FALLEN_ANGEL_EXPOSURE: {
    ...figure('Σ E · falls from BBB- or better to BB+ or worse, E as it is today', 'fallen_angels'),
    unit: 'MONEY',
    adds: () => sql`l.amount * l.fallen_angels`,
  },
};

export const RatingMigrationLineageResolver = lineageOf({
  type: () => RatingMigration,
  figures: FIGURES,
  names: figureNames('RatingMigrationFigure', FIGURES),
  readBy: periodTransitionsLoader,
  rows: moved,
});
