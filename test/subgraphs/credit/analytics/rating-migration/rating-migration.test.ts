import {
  type PeriodTransitions,
  ratingMigrationOf,
} from '../../../../../src/subgraphs/credit/analytics/rating-migration/rating-migration.ts';
import type { TransitionCount } from '../../../../../src/subgraphs/credit/analytics/rating-migration/rating-move.ts';
import { CREDIT_RATINGS } from '../../../../../src/subgraphs/credit/rating/rating-scale.ts';

/** `'3 A → BBB'`: three loans of 100.00 in all. */
function transition(text: string, exposure = '100.00'): TransitionCount {
  const [count, from, , to] = text.split(' ');
  return { from, to, count: Number(count), exposure } as TransitionCount;
}
const period = (from: string, to: string, ...transitions: string[]): PeriodTransitions => ({
  from,
  to,
  transitions: transitions.map((text) => transition(text)),
});
const inOnePeriod = (...transitions: string[]) =>
  ratingMigrationOf([period('2024-01-01', '2025-01-01', ...transitions)]);

test('without a period there are no dates, only zeros', () => {
  expect(ratingMigrationOf([])).toEqual({
    from: null,
    to: null,
    observations: 0,
    upgrades: 0,
    downgrades: 0,
    stable: 0,
    withdrawn: 0,
    fallenAngels: 0,
    risingStars: 0,
    defaults: 0,
    fallenAngelExposure: '0.00',
    grades: [...CREDIT_RATINGS],
    transitionMatrix: [],
    periods: [],
    notchChanges: [],
  });
});

describe('what a transition counts as', () => {
  test.each([
    ['A → A', { stable: 1 }],
    ['A → A+', { upgrades: 1 }],
    ['A → A-', { downgrades: 1 }],
    ['A → NR', { withdrawn: 1 }],
    ['BBB- → BB+', { downgrades: 1, fallenAngels: 1 }],
    ['BBB- → NR', { withdrawn: 1 }],
    ['BB+ → BBB-', { upgrades: 1, risingStars: 1 }],
    ['BB+ → NR', { withdrawn: 1 }],
    ['A → D', { downgrades: 1, fallenAngels: 1, defaults: 1 }],
    ['C → D', { downgrades: 1, defaults: 1 }],
    ['C → AAA', { upgrades: 1, risingStars: 1 }],
    ['AAA → BBB-', { downgrades: 1 }],
  ])('%s', (move, counted) => {
    const { observations, upgrades, downgrades, stable, withdrawn, fallenAngels, risingStars, defaults } =
      inOnePeriod(`1 ${move}`);
    const none = { upgrades: 0, downgrades: 0, stable: 0, withdrawn: 0 };
    expect({ upgrades, downgrades, stable, withdrawn, fallenAngels, risingStars, defaults }).toEqual({
      ...none,
      fallenAngels: 0,
      risingStars: 0,
      defaults: 0,
      ...counted,
    });
    expect(observations).toBe(1);
  });
});

describe('the matrix', () => {
  // Two periods pooled: of 4 + 1 loans in A, 3 stayed, one fell to BBB, one was withdrawn.
  const { transitionMatrix } = ratingMigrationOf([
    period('2023-01-01', '2024-01-01', '2 A → A', '1 A → BBB', '1 A → NR'),
    period('2024-01-01', '2025-01-01', '1 B → D', '1 A → A'),
  ]);
  const at = (values: number[], grade: (typeof CREDIT_RATINGS)[number]) =>
    values[CREDIT_RATINGS.indexOf(grade)];

  test('has a row for each grade that was observed, best first', () => {
    expect(transitionMatrix.map(({ from, observations }) => [from, observations])).toEqual([
      ['A', 5],
      ['B', 1],
    ]);
  });
  test('divides ΣN_ij by ΣN_i, the withdrawn included', () => {
    const [a, b] = transitionMatrix;
    expect([at(a!.counts, 'A'), at(a!.counts, 'BBB'), a!.withdrawnCount]).toEqual([3, 1, 1]);
    expect([at(a!.probabilities, 'A'), at(a!.probabilities, 'BBB'), a!.withdrawnProbability]).toEqual([
      0.6, 0.2, 0.2,
    ]);
    expect(at(b!.probabilities, 'D')).toBe(1);
  });
  test('has all 22 columns, zeros where nothing ended', () => {
    for (const row of transitionMatrix) {
      expect(row.counts).toHaveLength(22);
      expect(row.probabilities).toHaveLength(22);
      const ended = row.counts.reduce((sum, count) => sum + count, row.withdrawnCount);
      expect(ended).toBe(row.observations);
    }
  });
});

describe('the periods', () => {
  test('are as long as their days / 30.4375', () => {
    // 2024 has 366 days, 366 / 30.4375 = 12.0246…; 487 days are 16 months to the day.
    const { periods } = ratingMigrationOf([
      period('2024-01-01', '2025-01-01'),
      period('2025-01-01', '2026-05-03'),
    ]);
    expect(periods.map(({ months }) => months)).toEqual([366 / 30.4375, 16]);
  });
  test('count for themselves, and together for the whole', () => {
    const migration = ratingMigrationOf([
      period('2023-01-01', '2024-01-01', '2 A → BB', '1 BB → A'),
      period('2024-01-01', '2025-01-01'),
      period('2025-01-01', '2025-02-01', '1 BB → BB', '1 A → NR'),
    ]);
    expect(migration).toMatchObject({ from: '2023-01-01', to: '2025-02-01', observations: 5, withdrawn: 1 });
    expect(migration.periods).toMatchObject([
      {
        from: '2023-01-01',
        to: '2024-01-01',
        observations: 3,
        downgrades: 2,
        fallenAngels: 2,
        risingStars: 1,
      },
      { from: '2024-01-01', to: '2025-01-01', observations: 0, downgrades: 0 },
      { from: '2025-01-01', to: '2025-02-01', observations: 2, stable: 1, withdrawn: 1, fallenAngels: 0 },
    ]);
  });
});

test('lengths of moves are counted from the best upgrade down, withdrawals not', () => {
  // Scale: BBB is 8, BBB- 9, BB+ 10, BB 11, D 21.
  const { notchChanges } = inOnePeriod(
    '1 BBB → BB',
    '4 BBB → BBB',
    '1 A → NR',
    '2 BB → D',
    '3 BB → BB+',
    '1 BB- → BB',
  );
  expect(notchChanges).toEqual([
    { notches: -1, count: 4 },
    { notches: 0, count: 4 },
    { notches: 3, count: 1 },
    { notches: 10, count: 2 },
  ]);
});

test("fallen angels' amounts are exact, and added in every period in which one falls", () => {
  const fall = (exposure: string) => ({
    from: '2024-01-01',
    to: '2025-01-01',
    transitions: [transition('1 A → BB', exposure), transition('1 A → BBB', '7.00')],
  });
  expect(ratingMigrationOf([fall('9999999999.99'), fall('0.10')]).fallenAngelExposure).toBe('10000000000.09');
});
