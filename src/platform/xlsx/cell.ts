import { FORMULA_START } from '../csv/safe-cell.ts';
import { type Style, styleNumber } from './styles.ts';
import { xmlText } from './xml-text.ts';

/** What stands between a cell's tags, its type and its look; null: an empty cell. */
export type Cell = { type: 'n' | 'b' | 'inlineStr'; style: Style; content: string } | null;

/** Excel shows so many characters of a cell, and calls a workbook with more of them broken. */
const MAX_CHARACTERS = 32_767;
/** What a double holds, and Excel shows, of any number. */
const MAX_DIGITS = 15;

/** Text, whatever it begins with: no program takes it for a formula. Longer than Excel has room for, it ends in `…`. */
export function textCell(text: string, style?: Style): Cell {
  const shown = text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS - 1)}…` : text;
  const look = style ?? (FORMULA_START.test(text) ? 'quoted' : 'plain');
  return {
    type: 'inlineStr',
    style: look,
    content: `<is><t xml:space="preserve">${xmlText(shown)}</t></is>`,
  };
}

/** A number in plain decimal notation, digit for digit; text where a double would change a digit of it. */
export function decimalCell(text: string): Cell {
  const [, whole = '', places = ''] = /^-?0*(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  const digits = (whole + places.replace(/0+$/, '')).replace(/^0+/, '');
  if (digits.length > MAX_DIGITS) return textCell(text, 'quoted');
  const style = places.length === 2 ? 'twoPlaces' : places.length === 4 ? 'fourPlaces' : 'plain';
  return { type: 'n', style, content: valueXml(text) };
}

/** A whole number or a float; an empty cell for what is neither. */
export const numberCell = (value: number): Cell =>
  Number.isFinite(value) ? { type: 'n', style: 'plain', content: valueXml(String(value)) } : null;

export const booleanCell = (value: boolean): Cell => ({
  type: 'b',
  style: 'plain',
  content: valueXml(value ? '1' : '0'),
});

const DAY_MS = 86_400_000;
/** Day 0 of a spreadsheet, from 1 March 1900 on; before that they count a day that never was. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const FIRST_SOUND_DAY = Date.UTC(1900, 2, 1);

/** A day `YYYY-MM-DD`, or an instant, in UTC; text for what is before a spreadsheet's time. */
export function dateCell(text: string, style: 'day' | 'instant'): Cell {
  const time = Date.parse(text);
  if (Number.isNaN(time) || time < FIRST_SOUND_DAY) return textCell(text);
  return { type: 'n', style, content: valueXml(String((time - DAY_ZERO) / DAY_MS)) };
}

const valueXml = (text: string) => `<v>${text}</v>`;

/** A row, numbered from 1. */
export function rowXml(row: number, cells: Cell[]): string {
  const parts = cells.map((cell, column) => {
    if (!cell) return '';
    const style = cell.style === 'plain' ? '' : ` s="${styleNumber(cell.style)}"`;
    const type = cell.type === 'n' ? '' : ` t="${cell.type}"`;
    return `<c r="${columnName(column)}${row}"${style}${type}>${cell.content}</c>`;
  });
  return `<row r="${row}">${parts.join('')}</row>`;
}

/** A, B, … Z, AA, … by number from 0. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest < 0 ? '' : columnName(rest)) + String.fromCharCode(65 + (column % 26));
}
