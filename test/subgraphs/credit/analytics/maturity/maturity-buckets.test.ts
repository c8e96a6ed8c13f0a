import fc from 'fast-check';
import { daysBetween } from '../../../../../src/platform/calendar.ts';
import { maturityBuckets } from '../../../../../src/subgraphs/credit/analytics/maturity/maturity-buckets.ts';

const starts = (asOf: string) => maturityBuckets(asOf).map(({ from }) => from);

test('six buckets from asOf, each up to but not including the next', () => {
  expect(maturityBuckets('2026-03-01')).toEqual([
    { label: '0–3', from: '2026-03-01', to: '2026-06-01' },
    { label: '3–6', from: '2026-06-01', to: '2026-09-01' },
    { label: '6–12', from: '2026-09-01', to: '2027-03-01' },
    { label: '12–24', from: '2027-03-01', to: '2028-03-01' },
    { label: '24–60', from: '2028-03-01', to: '2031-03-01' },
    { label: '60+', from: '2031-03-01', to: null },
  ]);
});

test.each([
  // A day that the month lacks is its last; a boundary does not drag the next ones along.
  ['2025-08-31', ['2025-08-31', '2025-11-30', '2026-02-28', '2026-08-31', '2027-08-31', '2030-08-31']],
  ['2024-02-29', ['2024-02-29', '2024-05-29', '2024-08-29', '2025-02-28', '2026-02-28', '2029-02-28']],
  ['0001-01-01', ['0001-01-01', '0001-04-01', '0001-07-01', '0002-01-01', '0003-01-01', '0006-01-01']],
])('from %s', (asOf, expected) => expect(starts(asOf)).toEqual(expected));

test.each([
  ['9999-09-30', ['9999-09-30', '9999-12-30', '9999-12-31', '9999-12-31', '9999-12-31', '9999-12-31']],
  ['9999-12-31', Array(6).fill('9999-12-31')],
])('at the end of the calendar, from %s', (asOf, expected) => expect(starts(asOf)).toEqual(expected));

test('whatever the day, the buckets leave no gap and never run backwards', () => {
  const day = fc
    .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, (asOf) => {
      const buckets = maturityBuckets(asOf);
      expect(buckets[0]?.from).toBe(asOf);
      expect(buckets.slice(1).map(({ from }) => from)).toEqual(buckets.slice(0, -1).map(({ to }) => to));
      for (const { from, to } of buckets) if (to) expect(daysBetween(from, to)).toBeGreaterThanOrEqual(0);
    }),
  );
});
