import fc from 'fast-check';
import { load } from '../../../../../src/platform/graphql/context.ts';
import { periodTransitionsLoader } from '../../../../../src/subgraphs/credit/analytics/rating-migration/rating-migration.rows.ts';
import { ratingMigrationOf } from '../../../../../src/subgraphs/credit/analytics/rating-migration/rating-migration.ts';
import type { RatingMigration } from '../../../../../src/subgraphs/credit/analytics/rating-migration/rating-migration.type.ts';
import { ratingMovesByScope } from '../../../../../src/subgraphs/credit/analytics/rating-migration/rating-move.rows.ts';
import { CREDIT_RATINGS } from '../../../../../src/subgraphs/credit/rating/rating-scale.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, contextOf, type Lender, TODAY } from '../book.ts';
import { type Asked, type Observation, observationsByDefinition, periodsByDefinition } from './cohort.ts';
import { addHistories, type History } from './rating-histories.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
});

const DAYS = ['2023-12-31', '2024-02-29', '2024-03-01', '2025-01-31', '2025-06-30', '2026-03-01'];
const GRADES = ['AAA', 'BBB-', 'BB+', 'C', 'D', 'NR'];

const histories: fc.Arbitrary<History[]> = fc.array(
  fc.dictionary(fc.constantFrom(...DAYS), fc.constantFrom(...GRADES)),
  { maxLength: 8 },
);
const day = fc.option(fc.constantFrom(...DAYS, '2024-07-01'), { freq: 1 });
const asked: fc.Arbitrary<Asked> = fc
  .record({ from: day, to: day, lastPeriods: fc.integer({ min: 1, max: 6 }), carryForward: fc.boolean() })
  .filter(({ from, to }) => !from || !to || from <= to);

/** Loan L-1 owes 1.00, L-2 2.00 and so on. */
const amountOf = (loan: number) => loan + 1;
const notch = (grade: string) => CREDIT_RATINGS.indexOf(grade as never);
const isInvestment = (grade: string) => notch(grade) <= notch('BBB-');
const isFall = ({ from, to }: Observation) => to !== 'NR' && isInvestment(from) && !isInvestment(to);
const isRise = ({ from, to }: Observation) => to !== 'NR' && !isInvestment(from) && isInvestment(to);

const countsByDefinition = (all: Observation[]) => ({
  observations: all.length,
  upgrades: all.filter(({ from, to }) => to !== 'NR' && notch(to) < notch(from)).length,
  downgrades: all.filter(({ from, to }) => to !== 'NR' && notch(to) > notch(from)).length,
  stable: all.filter(({ from, to }) => to === from).length,
  withdrawn: all.filter(({ to }) => to === 'NR').length,
  fallenAngels: all.filter(isFall).length,
  risingStars: all.filter(isRise).length,
});

const matrixByDefinition = (all: Observation[]) =>
  CREDIT_RATINGS.map((start) => all.filter(({ from }) => from === start))
    .filter((row) => row.length > 0)
    .map((row) => ({
      from: row[0]!.from,
      counts: CREDIT_RATINGS.map((grade) => row.filter(({ to }) => to === grade).length),
      withdrawnCount: row.filter(({ to }) => to === 'NR').length,
    }));

function expectCohorts(migration: RatingMigration, all: Observation[], histories: History[], asked: Asked) {
  expect(migration).toMatchObject({
    ...countsByDefinition(all),
    defaults: all.filter(({ to }) => to === 'D').length,
    fallenAngelExposure: all
      .filter(isFall)
      .reduce((sum, { loan }) => sum + amountOf(loan), 0)
      .toFixed(2),
  });
  expect(migration.transitionMatrix).toMatchObject(matrixByDefinition(all));
  expect(migration.periods).toMatchObject(
    periodsByDefinition(histories, asked).map(({ start, finish }) => ({
      from: start,
      to: finish,
      ...countsByDefinition(all.filter((observation) => observation.finish === finish)),
    })),
  );
}

function expectWholes(migration: RatingMigration) {
  for (const { probabilities, withdrawnProbability } of migration.transitionMatrix) {
    expect(probabilities.reduce((sum, p) => sum + p, withdrawnProbability)).toBeCloseTo(1, 12);
  }
  const { upgrades, downgrades, stable, withdrawn, notchChanges, observations } = migration;
  expect(upgrades + downgrades + stable + withdrawn).toBe(observations);
  expect(notchChanges.reduce((sum, { count }) => sum + count, withdrawn)).toBe(observations);
}

/** The latest period first, then by loanId: `L-1` … `L-8`. */
const movesByDefinition = (all: Observation[]) =>
  all
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => b.finish.localeCompare(a.finish) || a.loan - b.loan)
    .map(({ start, finish, from, to }) => ({ fromDate: start, toDate: finish, from, to }));

test('a migration is what counting loan by loan gives, and its moves are those that were counted', async () => {
  await fc.assert(
    fc.asyncProperty(histories, asked, async (histories, asked) => {
      const loans = histories.map((_, loan) => ({ amount: String(amountOf(loan)) }));
      const key = await addPortfolio(db, lender, loans);
      await addHistories(db, key, histories);
      const context = { ...contextOf(db, lender), isPersisted: true };
      const args = { asOf: TODAY, filter: null, scenario: [], ...asked };
      const migration = ratingMigrationOf(
        await load(context, periodTransitionsLoader, { parentKey: key, args }),
      );
      const observed = observationsByDefinition(histories, asked);
      expectCohorts(migration, observed, histories, asked);
      expectWholes(migration);

      const moves = ratingMovesByScope(context, { ...args, directions: [], first: 1000 }, key);
      const page = await moves.readPage();
      expect(page.nodes).toMatchObject(movesByDefinition(observed));
      expect(await moves.readTotalCount()).toBe(page.nodes.length);
    }),
    { numRuns: 150 },
  );
});
