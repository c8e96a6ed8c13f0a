import { isCalendarDay } from '../../../platform/calendar.ts';
import { parseCreditRating, parseRatingOrWithdrawn } from '../rating/rating-scale.ts';
import { type Complaint, type ComplaintCode, shown } from './complaint.ts';
import type { Parsed } from './field-rule.ts';

export const FIRST_YEAR = '1900';
export const LAST_YEAR = '2200';

const complain = (code: ComplaintCode, message: string): Complaint[] => [{ code, message }];

/** A text of at most `maxCharacters` code points, which is what the database counts too. */
export const textOf =
  (maxCharacters: number) =>
  (text: string): Parsed<string> =>
    text.length <= maxCharacters || countCharacters(text, maxCharacters) <= maxCharacters
      ? text
      : complain('TOO_LONG', `${shown(text)} is longer than ${maxCharacters} characters`);

/** A code point is at most two code units, so a text beyond twice the limit needs no count. */
const countCharacters = (text: string, maxCharacters: number): number =>
  text.length > maxCharacters * 2 ? text.length : [...text].length;

/** A day that exists, 1900 to 2200. */
export function parseDay(text: string): Parsed<string> {
  if (!isCalendarDay(text)) {
    return complain('INVALID_DATE', `${shown(text)} is not a day that exists, written such as 2027-12-31`);
  }
  const year = text.slice(0, 4);
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return text;
  return complain('OUT_OF_RANGE', `${shown(text)} is not in the years ${FIRST_YEAR} to ${LAST_YEAR}`);
}

/** One of the 22 grades. */
export const parseGrade = (text: string): Parsed<string> =>
  parseCreditRating(text) ?? unknownRating(text, 'AAA, AA+ … C, D');

/** A grade, or null for `NR`: a loan that is not rated. */
export function parseGradeOrNone(text: string): Parsed {
  const rating = parseRatingOrWithdrawn(text);
  if (rating === 'NR') return null;
  return rating ?? unknownRating(text, 'AAA, AA+ … C, D, or nothing or NR for an unrated loan');
}

/** A grade, or `NR`: a rating that was withdrawn. */
export const parseRating = (text: string): Parsed<string> =>
  parseRatingOrWithdrawn(text) ?? unknownRating(text, 'AAA, AA+ … C, D, or NR for a withdrawn one');

const unknownRating = (text: string, allowed: string): Complaint[] =>
  complain('UNKNOWN_RATING', `${shown(text)} is not a rating: ${allowed}`);
