import type { Column, ColumnKind } from './columns.ts';
import { compareDecimals, isDecimal } from './decimals.ts';
import { compareGrades } from './grades.ts';
import type { ListRow } from './list-rows.ts';

export interface Order {
  key: string;
  direction: 'ascending' | 'descending';
}

/** Rows in order of a column; those with the same value stay as they came, those without one are last either way. */
export function ordered(
  rows: readonly ListRow[],
  column: Column | undefined,
  order: Order | null,
): ListRow[] {
  if (!column || !order) return [...rows];
  const sign = order.direction === 'ascending' ? 1 : -1;
  const compare = comparisons[column.kind];
  return [...rows].sort((one, other) => {
    const [a, b] = [column.valueIn(one), column.valueIn(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * compare(a, b);
  });
}

type Compare = (one: unknown, other: unknown) => number;

/** `L2` before `L10`. */
const words = new Intl.Collator('en', { numeric: true });
const byWords: Compare = (one, other) => words.compare(String(one), String(other));
const byNumber: Compare = (one, other) => Number(one) - Number(other);

const comparisons: Record<ColumnKind, Compare> = {
  text: byWords,
  json: (one, other) => byWords(JSON.stringify(one), JSON.stringify(other)),
  grade: (one, other) => compareGrades(String(one), String(other)),
  number: byNumber,
  boolean: byNumber,
  decimal: (one, other) =>
    isDecimal(String(one)) && isDecimal(String(other))
      ? compareDecimals(String(one), String(other))
      : byWords(one, other),
  // Both are written so that the order of their text is the order of time.
  date: (one, other) => (String(one) < String(other) ? -1 : Number(one !== other)),
  instant: (one, other) => Date.parse(String(one)) - Date.parse(String(other)),
};
