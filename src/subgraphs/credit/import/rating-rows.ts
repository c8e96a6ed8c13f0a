import { parseDay, parseRating, textOf } from '../fields/field-parsers.ts';
import { type FieldComplaint, type FieldRule, parseFields } from '../fields/field-rule.ts';
import type { RatingOrWithdrawn } from '../rating/rating-scale.ts';

/** One line of a rating history: what a loan was rated on a day. */
export interface RatingSnapshot {
  loanId: string;
  snapshotDate: string;
  creditRating: RatingOrWithdrawn;
}

export type RatingField = keyof RatingSnapshot;

const RATING_FIELDS: Record<RatingField, FieldRule> = {
  loanId: { column: 'loan_id', required: true, parse: textOf(50) },
  snapshotDate: { column: 'snapshot_date', required: true, parse: parseDay },
  // An empty cell may be a grade that was forgotten, so a withdrawn rating is written out: NR.
  creditRating: { column: 'credit_rating', required: true, parse: parseRating },
};
const FIELDS = Object.keys(RATING_FIELDS) as RatingField[];

export const RATING_COLUMNS = { required: FIELDS.map((field) => RATING_FIELDS[field].column) };

export type ParsedRating =
  | { values: RatingSnapshot; complaints: [] }
  | { values: null; complaints: FieldComplaint<RatingField>[] };

/** Reads one row's cells; `values` is null if anything is wrong, and then all of it is told. */
export function parseRatingRow(cells: Partial<Record<string, string>>): ParsedRating {
  const raw = Object.fromEntries(FIELDS.map((field) => [field, cells[RATING_FIELDS[field].column]]));
  return parseFields(RATING_FIELDS, raw, FIELDS) as ParsedRating;
}
