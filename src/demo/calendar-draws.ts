import { addMonths } from '../platform/calendar.ts';
import { integer, type Random } from './random.ts';

/** 12 years less the rest of a month, so that no maturity lies further ahead. */
const LONGEST_MONTHS = 143;
const LONGEST_OVERDUE_MONTHS = 6;

/** Some day up to 12 years after `today`, most of them in the first half. */
export const drawMaturity = (random: Random, today: string): string =>
  dayOfMonth(random, addMonths(today, 1 + Math.floor((LONGEST_MONTHS - 1) * random() ** 1.7)));

/** Some day before `today`. */
export const drawOverdueMaturity = (random: Random, today: string): string =>
  dayOfMonth(random, addMonths(today, -integer(random, 1, LONGEST_OVERDUE_MONTHS)));

const dayOfMonth = (random: Random, day: string): string =>
  day.slice(0, 8) + String(integer(random, 1, 28)).padStart(2, '0');

/** The first days of the last quarters before `today`, latest first. */
export function quarterStartsBefore(today: string, count: number): string[] {
  const month = Number(today.slice(5, 7));
  const thisQuarter = `${addMonths(today, -((month - 1) % 3)).slice(0, 8)}01`;
  const latest = thisQuarter < today ? thisQuarter : addMonths(thisQuarter, -3);
  return Array.from({ length: count }, (_, index) => addMonths(latest, -3 * index));
}
