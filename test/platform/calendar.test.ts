import {
  addMonths,
  daysBetween,
  isCalendarDay,
  monthStart,
  monthsBetween,
  monthsLeft,
} from '../../src/platform/calendar.ts';

describe('isCalendarDay', () => {
  test.each([
    '2024-02-29',
    '2000-02-29',
    '1900-02-28',
    '2200-12-31',
    '0001-01-01',
    '9999-12-31',
  ])('takes %s', (day) => expect(isCalendarDay(day)).toBe(true));

  test.each([
    ...['2023-02-29', '1900-02-29', '2100-02-29', '2200-02-29', '2025-02-30', '2025-04-31', '2025-13-01'],
    ...['2025-00-10', '2025-01-00', '2025-01-32', '0000-01-01'],
    ...['2025-1-1', '25-01-01', '12025-01-01', '2025/01/01', '2025-01-01T00:00:00Z', ' 2025-01-01'],
    ...['2025-01-01\n', '-2025-01-01', '', '٢٠٢٥-٠١-٠١', '20250101'],
  ])('refuses %j', (text) => expect(isCalendarDay(text)).toBe(false));
});

describe('addMonths', () => {
  test.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-08-31', -2, '2025-06-30'],
    ['2025-01-15', -1, '2024-12-15'],
    ['2025-12-15', 1, '2026-01-15'],
    ['1900-01-31', 1, '1900-02-28'],
    ['2200-01-31', 1, '2200-02-28'],
    ['2025-06-10', 0, '2025-06-10'],
    ['2200-01-31', -1200, '2100-01-31'],
    ['0001-02-01', -1, '0001-01-01'],
  ])('%s and %i months is %s', (day, count, expected) => expect(addMonths(day, count)).toBe(expected));

  test.each([
    ['9999-12-01', 1],
    ['0001-01-01', -1],
  ])('%s and %i months is no year', (day, count) => expect(() => addMonths(day, count)).toThrow(RangeError));
});

describe('monthsLeft', () => {
  test.each([
    ['9999-12-31', 0],
    ['9999-11-30', 1],
    ['9998-12-01', 12],
    // 9998 whole years and 11 months.
    ['0001-01-31', 119_987],
  ])('%s has %i', (day, count) => {
    expect(monthsLeft(day)).toBe(count);
    expect(addMonths(day, count).slice(0, 7)).toBe('9999-12');
  });
});

describe('daysBetween', () => {
  test.each([
    ['2025-01-01', '2025-01-01', 0],
    ['2024-02-28', '2024-03-01', 2],
    ['2023-02-28', '2023-03-01', 1],
    ['2025-03-01', '2025-02-28', -1],
    // 300 years: 300 * 365 + 75 fourth years (1900 … 2196) − 1900 and 2100, which are not leap.
    ['1900-01-01', '2200-01-01', 109_573],
  ])('%s to %s', (from, to, days) => expect(daysBetween(from, to)).toBe(days));

  test('agrees with the clock in UTC on every day of 1900 to 2200', () => {
    const first = Date.UTC(1900, 0, 1);
    const last = daysBetween('1900-01-01', '2200-12-31');
    const wrong: string[] = [];
    for (let count = 0; count <= last; count++) {
      const day = new Date(first + count * 86_400_000).toISOString().slice(0, 10);
      if (!isCalendarDay(day) || daysBetween('1900-01-01', day) !== count) wrong.push(day);
    }
    expect(wrong).toEqual([]);
  });
});

describe('monthsBetween', () => {
  test('four years with a leap day are 1461 days, 48 months', () => {
    expect(monthsBetween('2024-01-01', '2028-01-01')).toBe(48);
  });

  // 365 / 365.25 * 12 = 11.991786…
  test('a year of 365 days is a little less than 12', () => {
    expect(monthsBetween('2025-01-01', '2026-01-01')).toBeCloseTo(11.991_786, 6);
  });

  // 487 = 365.25 * 16 / 12, and 2025-01-01 + 365 + 120 + 2 days is 2026-05-03.
  test('whole months come out whole: 487 days are 16 months', () => {
    expect(daysBetween('2025-01-01', '2026-05-03')).toBe(487);
    expect(monthsBetween('2025-01-01', '2026-05-03')).toBe(16);
  });

  // d * 12 / 365.25 = d * 16 / 487, which divides whole numbers and so rounds up without a doubt.
  test('rounding it up adds no month in any month of 1900 to 2200', () => {
    const wrong: string[] = [];
    for (let count = 0, day = '1900-01-01'; day <= '2200-12-01'; day = addMonths('1900-01-01', ++count)) {
      const months = Math.ceil(monthsBetween('1900-01-01', day));
      if (months !== Math.ceil((daysBetween('1900-01-01', day) * 16) / 487)) wrong.push(day);
    }
    expect(wrong).toEqual([]);
  });
});

test('monthStart', () => {
  expect(monthStart('2024-02-29')).toBe('2024-02-01');
});
