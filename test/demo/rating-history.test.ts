import { quarterStartsBefore } from '../../src/demo/calendar-draws.ts';
import { demoBooks, type RatingSnapshot } from '../../src/demo/demo-book.ts';
import { CREDIT_RATINGS } from '../../src/subgraphs/credit/rating/rating-scale.ts';

const TODAY = '2026-03-15';
const QUARTER_STARTS = quarterStartsBefore(TODAY, 8);
const books = demoBooks(TODAY);
const paths = books.map(({ history }) => Map.groupBy(history, ({ loanId }) => loanId));

const gradesOf = (snapshots: RatingSnapshot[] | undefined) =>
  (snapshots ?? []).map(({ creditRating }) => creditRating);

test.each([
  ['2026-03-15', '2026-01-01', '2024-04-01'],
  ['2026-04-01', '2026-01-01', '2024-04-01'],
  ['2026-04-02', '2026-04-01', '2024-07-01'],
  ['2025-12-31', '2025-10-01', '2024-01-01'],
])('the quarters before %s begin on %s and back to %s', (today, latest, earliest) => {
  const days = quarterStartsBefore(today, 8);
  expect([days.length, days[0], days.at(-1)]).toEqual([8, latest, earliest]);
});

test('a snapshot is at a quarter start, one a loan and quarter, in the order of the days', () => {
  for (const snapshots of paths.flatMap((path) => [...path.values()])) {
    const days = snapshots.map(({ snapshotDate }) => snapshotDate);
    expect(days).toEqual([...new Set(days)].sort());
    expect(days.filter((day) => !QUARTER_STARTS.includes(day))).toEqual([]);
  }
});

test("each history ends at the loan's grade; one of an unrated loan ends in NR", () => {
  for (const [index, { loans }] of books.entries()) {
    for (const { loanId, creditRating } of loans) {
      const latest = paths[index]?.get(loanId)?.at(-1);
      if (latest?.snapshotDate !== QUARTER_STARTS[0]) continue;
      expect(latest?.creditRating).toBe(creditRating ?? 'NR');
    }
  }
});

test.each(
  books.map((book, index) => [book.plan.name, index] as const),
)('%s: most loans stay, some move either way, some are withdrawn, some have gaps', (_name, index) => {
  const moves = [...paths[index]!.values()]
    .map(gradesOf)
    .flatMap((grades) =>
      grades
        .slice(1)
        .map((to, at) => CREDIT_RATINGS.indexOf(to as 'D') - CREDIT_RATINGS.indexOf(grades[at] as 'D')),
    );
  const shareOf = (test: (notches: number) => boolean) => moves.filter(test).length / moves.length;
  expect(shareOf((notches) => notches === 0)).toBeGreaterThan(0.75);
  expect(shareOf((notches) => notches > 0)).toBeGreaterThan(0.03);
  expect(shareOf((notches) => notches < 0)).toBeGreaterThan(0.01);
  expect(books[index]!.history.some(({ creditRating }) => creditRating === 'NR')).toBe(true);
  const lengths = [...paths[index]!.values()].map(({ length }) => length);
  expect(lengths.filter((length) => length === 8).length).toBeGreaterThan(lengths.length / 2);
  expect(lengths.some((length) => length < 8)).toBe(true);
});

test('nobody comes back from default or a withdrawal', () => {
  for (const grades of paths.flatMap((path) => [...path.values()].map(gradesOf))) {
    for (const end of ['D', 'NR'] as const) {
      const first = grades.indexOf(end);
      if (first >= 0) expect(new Set(grades.slice(first))).toEqual(new Set([end]));
    }
  }
});
