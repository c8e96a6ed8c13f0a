import { type Complaint, shown } from './complaint.ts';
import type { Parsed } from './field-rule.ts';

/** What a number may be. `above` excludes its end, `from` and `to` include theirs. */
export interface DecimalRange {
  maxDecimals: number;
  above?: number;
  from?: number;
  to: number;
  /** A number that would pass, for the message. */
  example: string;
}

/** Plain notation only: no sign but minus, no exponent, no separators, a digit on both sides of a point. */
const PLAIN_DECIMAL = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;

/**
 * A plain decimal in its shortest form: `"5000000.00"` → `"5000000"`, `"-0"` → `"0"`. Decimals are counted as
 * written, trailing zeros too, because a file that is more precise than the book was not meant for it.
 */
export const decimalIn =
  (range: DecimalRange) =>
  (text: string): Parsed<string> => {
    const match = PLAIN_DECIMAL.exec(text);
    if (!match) {
      const message = `${shown(text)} is not a plain decimal number such as ${range.example}`;
      return [{ code: 'NOT_A_DECIMAL', message }];
    }
    const complaints = [...tooManyDecimals(text, match[3] ?? '', range), ...outOfRange(text, range)];
    return complaints.length > 0 ? complaints : shortest(match[1]!, match[2]!, match[3] ?? '');
  };

function tooManyDecimals(text: string, fraction: string, { maxDecimals }: DecimalRange): Complaint[] {
  if (fraction.length <= maxDecimals) return [];
  const message = `${shown(text)} has ${fraction.length} decimals; at most ${maxDecimals} are allowed`;
  return [{ code: 'TOO_MANY_DECIMALS', message }];
}

/** Floats are enough to compare: the nearest decimal beyond a limit is many float steps away from it. */
function outOfRange(text: string, { above, from, to }: DecimalRange): Complaint[] {
  const value = Number(text);
  const isTooLow = (above !== undefined && value <= above) || (from !== undefined && value < from);
  if (!isTooLow && value <= to) return [];
  const low = above === undefined ? `from ${grouped(from ?? 0)}` : `above ${grouped(above)}`;
  return [{ code: 'OUT_OF_RANGE', message: `${shown(text)} is not ${low} to ${grouped(to)}` }];
}

function shortest(sign: string, whole: string, fraction: string): string {
  const digits = trimStart(whole);
  const decimals = trimEnd(fraction);
  const number = decimals ? `${digits}.${decimals}` : digits;
  return number === '0' ? number : sign + number;
}

/** Loops, not expressions: `/0+$/` takes quadratic time on a long run of zeros inside a number. */
function trimStart(digits: string): string {
  let start = 0;
  while (start < digits.length - 1 && digits[start] === '0') start++;
  return digits.slice(start);
}

function trimEnd(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

const grouped = (value: number): string => value.toLocaleString('en-US').replace('-', '−');
