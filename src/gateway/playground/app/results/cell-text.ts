import type { ColumnKind } from './columns.ts';
import { grouped } from './decimals.ts';

/** Floats carry digits that say nothing. */
const MAX_FRACTION_DIGITS = 6;

/** A value as the table shows it: of a decimal every digit that came, thousands apart. */
export function cellText(value: unknown, kind: ColumnKind): string {
  if (value === null) return '';
  if (kind === 'decimal') return grouped(String(value));
  if (kind === 'number') return number(value as number);
  if (kind === 'instant')
    return String(value)
      .replace('T', ' ')
      .replace(/\.\d+Z$|Z$/, ' UTC');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** One so small that it would be shown as 0 is shown as it is. */
function number(value: number): string {
  const shown = value.toLocaleString('en-US', { maximumFractionDigits: MAX_FRACTION_DIGITS });
  return Number(shown) === 0 ? String(value) : shown;
}

export const isNumeric = (kind: ColumnKind): boolean => kind === 'number' || kind === 'decimal';
