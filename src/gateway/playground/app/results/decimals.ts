/** Decimals are text, and stay exact: nothing here makes a float of one. */
const DECIMAL = /^(?<sign>-?)(?<whole>\d+)(?:\.(?<fraction>\d+))?$/;

export const isDecimal = (text: string): boolean => DECIMAL.test(text);

/** Smaller first. Both are decimals in plain notation. */
export function compareDecimals(one: string, other: string): number {
  const scale = Math.max(scaleOf(one), scaleOf(other));
  const difference = scaled(one, scale) - scaled(other, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const scaleOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;

const scaled = (decimal: string, scale: number): bigint =>
  BigInt(decimal.replace('.', '') + '0'.repeat(scale - scaleOf(decimal)));

/** Every digit that it has, thousands apart: `1,234,567.80`. */
export function grouped(decimal: string): string {
  const { sign = '', whole = '', fraction } = DECIMAL.exec(decimal)?.groups ?? {};
  if (!whole) return decimal;
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${thousands}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Digits that count: `0.0450` has 3. A spreadsheet keeps 15. */
export const significantDigits = (decimal: string): number =>
  decimal.replace(/[-.]/g, '').replace(/^0+/, '').length;
