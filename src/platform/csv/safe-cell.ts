/** What a spreadsheet takes for the beginning of a formula, or drops and then looks at what follows. */
export const FORMULA_START = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

export type CsvValue = string | number | boolean | null;

/**
 * A value as a cell that every program shows as it is. An apostrophe goes before a text that a spreadsheet would
 * run (OWASP, "CSV Injection"); a number keeps its sign.
 */
export function safeCell(value: CsvValue): string {
  const text = String(value ?? '');
  return FORMULA_START.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
