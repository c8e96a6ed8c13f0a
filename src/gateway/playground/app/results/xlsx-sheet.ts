import type { CellValue, WriteSheet } from 'hucre/xlsx';
import type { Column } from './columns.ts';
import { isDecimal, scaleOf, significantDigits } from './decimals.ts';
import type { ListRow } from './list-rows.ts';

/** What a spreadsheet keeps of a number; one with more stays text, so that no digit is lost. */
const MAX_DIGITS = 15;
const MAX_NAME_LENGTH = 31;

/** A sheet with numbers as numbers and days as days, under a head that stays in sight. */
export function sheetOf(name: string, columns: readonly Column[], rows: readonly ListRow[]): WriteSheet {
  const values = rows.map((row) => columns.map((column) => cellOf(column.valueIn(row), column)));
  return {
    name: sheetName(name),
    columns: columns.map((column) => ({
      autoWidth: true,
      numFmt: formatOf(column, rows),
    })),
    rows: [columns.map(({ label }) => label), ...values],
    freezePane: { rows: 1 },
  };
}

function cellOf(value: unknown, { kind }: Column): CellValue {
  if (value === null) return null;
  if (kind === 'number' || kind === 'boolean') return value as number | boolean;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (kind === 'decimal')
    return isDecimal(text) && significantDigits(text) <= MAX_DIGITS ? Number(text) : text;
  if (kind === 'date' || kind === 'instant') return new Date(text);
  return text;
}

function formatOf({ kind, valueIn }: Column, rows: readonly ListRow[]): string | undefined {
  if (kind === 'date') return 'yyyy-mm-dd';
  if (kind === 'instant') return 'yyyy-mm-dd hh:mm:ss';
  if (kind !== 'decimal') return undefined;
  const scale = Math.max(0, ...rows.map((row) => scaleOf(String(valueIn(row) ?? ''))));
  return scale > 0 ? `#,##0.${'0'.repeat(scale)}` : '#,##0';
}

/** Spreadsheets refuse some signs in a sheet's name, and more than 31 of any. */
const sheetName = (path: string): string => path.replace(/[\\/?*[\]:]/g, '_').slice(-MAX_NAME_LENGTH);
