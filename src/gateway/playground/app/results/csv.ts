import type { Column, ColumnKind } from './columns.ts';
import type { ListRow } from './list-rows.ts';

/** By RFC 4180. The mark in front tells spreadsheets that it is UTF-8. Every digit is as it came. */
export function csvOf(columns: readonly Column[], rows: readonly ListRow[]): string {
  const head = columns.map(({ label }) => csvCell(label, 'text'));
  const lines = rows.map((row) => columns.map((column) => csvCell(column.valueIn(row), column.kind)));
  return `\uFEFF${[head, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}

function csvCell(value: unknown, kind: ColumnKind): string {
  if (value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = kind === 'number' || kind === 'decimal' ? text : neutralised(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A spreadsheet would run what begins like a formula: an apostrophe makes it text again. */
const neutralised = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
