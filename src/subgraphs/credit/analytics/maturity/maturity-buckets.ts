import { addMonths, monthsLeft } from '../../../../platform/calendar.ts';

/** Maturities from `from` up to but not including `to`; null: without an end. */
export interface MaturitySpan {
  label: string;
  from: string;
  to: string | null;
}

/** The label of what matured before asOf, which is no bucket of the ladder. */
export const PAST_MATURITY = 'past maturity';

const LADDER = [
  { label: '0–3', start: 0 },
  { label: '3–6', start: 3 },
  { label: '6–12', start: 6 },
  { label: '12–24', start: 12 },
  { label: '24–60', start: 24 },
  { label: '60+', start: 60 },
];
const LAST_DAY = '9999-12-31';

/**
 * The maturity ladder: six buckets in calendar months from asOf, month end clamped, each boundary reckoned from asOf
 * itself. They cover every day from asOf on, once. What would begin beyond the calendar begins on its last day.
 */
export function maturityBuckets(asOf: string): MaturitySpan[] {
  const starts = LADDER.map(({ start }) => monthsAfter(asOf, start));
  return LADDER.map(({ label }, index) => ({
    label,
    from: starts[index] as string,
    to: starts[index + 1] ?? null,
  }));
}

const monthsAfter = (day: string, months: number): string =>
  months > monthsLeft(day) ? LAST_DAY : addMonths(day, months);
