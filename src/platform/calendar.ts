/**
 * Calendar days as `YYYY-MM-DD` in the proleptic Gregorian calendar, years 0001 to 9999. A day has no hour and
 * no time zone, so no `Date` is used. Every function but `isCalendarDay` trusts that its days are valid.
 */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const LAST_YEAR = 9999;

/** True for a day that exists, written with all its zeros: not `2023-02-29`, not `2025-1-1`. */
export function isCalendarDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const [year, month, day] = split(text);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

/**
 * The same day `count` months later (earlier if negative), at the latest the end of that month: one month after
 * 31 January is 28 or 29 February. Throws a RangeError outside the years 0001 to 9999.
 */
export function addMonths(day: string, count: number): string {
  const [year, month, dayOfMonth] = split(day);
  const months = year * 12 + (month - 1) + count;
  const newYear = Math.floor(months / 12);
  const newMonth = months - newYear * 12 + 1;
  if (newYear < 1 || newYear > LAST_YEAR) throw new RangeError(`${day} and ${count} months: no such year`);
  return join(newYear, newMonth, Math.min(dayOfMonth, monthLength(newYear, newMonth)));
}

/** Whole days from `from` to `to`; negative if `to` comes first. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** Months of 365.25 / 12 days from `from` to `to`, as a fraction: 16 for 487 days. */
export const monthsBetween = (from: string, to: string): number => (daysBetween(from, to) / 365.25) * 12;

/** How many months can be added to a day before the calendar ends: 0 in December 9999. */
export function monthsLeft(day: string): number {
  const [year, month] = split(day);
  return (LAST_YEAR - year) * 12 + 12 - month;
}

/** The first day of the day's month. */
export const monthStart = (day: string): string => `${day.slice(0, 8)}01`;

const split = (day: string): [year: number, month: number, day: number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
];

const join = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const monthLength = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : MONTH_LENGTHS[month - 1]!;

/** Days since an arbitrary first day. Years begin in March here, so that the leap day is a year's last. */
function dayNumber(text: string): number {
  const [year, month, day] = split(text);
  const marchYear = month > 2 ? year : year - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const daysBeforeMonth = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  return marchYear * 365 + leapDays + daysBeforeMonth + day;
}
