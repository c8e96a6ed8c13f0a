import { badUserInput } from '../../../platform/errors.ts';
import {
  booleanCell,
  type Cell,
  dateCell,
  decimalCell,
  numberCell,
  textCell,
} from '../../../platform/xlsx/cell.ts';
import { MAX_SHEET_ROWS, type Sheet, workbook } from '../../../platform/xlsx/workbook.ts';
import { type Column, type ColumnKind, valueAt } from '../document/columns.ts';
import type { OpenReport, Table } from '../open-report.ts';

/** A workbook with a sheet for each table. */
export function xlsxBody({ tables }: OpenReport, title: string, name: string): AsyncGenerator<Buffer> {
  return workbook(tables.map((table) => sheetOf(table, title, name)));
}

/** Throws BAD_USER_INPUT where a table has more rows than a sheet has room for. */
export function requireSheetRoom({ tables }: OpenReport): void {
  const tooLong = tables.filter(({ rowCount }) => rowCount > MAX_SHEET_ROWS);
  if (tooLong.length > 0) throw badUserInput(tooLong.map(isTooLong));
}

const isTooLong = ({ name, rowCount }: Table) => ({
  path: name ? ['list', name] : [],
  message: `${rowCount} rows; a sheet has room for ${MAX_SHEET_ROWS}. Ask for CSV or JSON Lines, or for fewer of them.`,
});

const WIDTHS: Record<ColumnKind, number> = {
  text: 22,
  number: 12,
  boolean: 9,
  decimal: 18,
  date: 12,
  instant: 20,
  list: 24,
  json: 40,
};

const sheetOf = (table: Table, title: string, name: string): Sheet => ({
  name: table.name ?? name,
  title,
  headings: table.columns.map(({ heading }) => heading),
  widths: table.columns.map(({ heading, kind }) => Math.max(WIDTHS[kind], heading.length + 3)),
  rows: cellsOf(table),
});

async function* cellsOf({ columns, pages }: Table): AsyncGenerator<Cell[]> {
  for await (const rows of pages) {
    for (const row of rows) yield columns.map((column) => cellOf(valueAt(row, column), column));
  }
}

function cellOf(value: unknown, { kind }: Column): Cell {
  if (value === null) return null;
  if (kind === 'json') return textCell(JSON.stringify(value));
  if (kind === 'decimal') return decimalCell(String(value));
  if (kind === 'date') return dateCell(String(value), 'day');
  if (kind === 'instant') return dateCell(String(value), 'instant');
  if (typeof value === 'number') return numberCell(value);
  if (typeof value === 'boolean') return booleanCell(value);
  return textCell(Array.isArray(value) ? value.join(', ') : String(value));
}
