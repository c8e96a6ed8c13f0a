/** A cell of a loan read by hand: what PostgreSQL shows of it once it is stored, or the codes of all that is wrong. */
export interface SlowCell {
  value: string | null;
  codes: string[];
}

const REQUIRED = ['loan_id', 'borrower', 'amount', 'rate', 'sector', 'maturity_date', 'status'];
const LENGTHS: Record<string, number> = {
  loan_id: 50,
  borrower: 255,
  sector: 100,
  country: 100,
  borrower_group: 255,
};
const GRADES = 'AAA AA+ AA AA- A+ A A- BBB+ BBB BBB- BB+ BB BB- B+ B B- CCC+ CCC CCC- CC C D'.split(' ');
const SCALE = 20;
const ABOVE_ZERO = '0.00000000000000000001';
const STATUSES = ['PERFORMING', 'WATCH_LIST', 'NON_PERFORMING', 'DEFAULTED'];

export function slowCell(column: string, cell: string): SlowCell {
  const text = cell.trim();
  if (text === '') return REQUIRED.includes(column) ? wrong('REQUIRED') : right(null);
  if ([...text].some(isControl)) return wrong('CONTROL_CHARACTER');
  if (column === 'amount') return decimal(text, 2, ABOVE_ZERO, '1000000000000');
  if (column === 'rate') return decimal(text, 4, '0', '100');
  if (column === 'maturity_date') return day(text);
  if (column === 'credit_rating') return rating(text.toUpperCase());
  if (column === 'status') return status(text.toUpperCase());
  const length = LENGTHS[column];
  if (length === undefined) return decimal(text, 4, '-10000', '10000');
  return [...text].length > length ? wrong('TOO_LONG') : right(text);
}

const right = (value: string | null): SlowCell => ({ value, codes: [] });
const wrong = (...codes: string[]): SlowCell => ({ value: null, codes });
const isControl = (character: string) => character < ' ' || (character >= '\x7f' && character <= '\x9f');

function decimal(text: string, places: number, low: string, high: string): SlowCell {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return wrong('NOT_A_DECIMAL');
  const codes: string[] = [];
  if ((text.split('.')[1] ?? '').length > places) codes.push('TOO_MANY_DECIMALS');
  if (scaled(text) < scaled(low) || scaled(text) > scaled(high)) codes.push('OUT_OF_RANGE');
  return codes.length > 0
    ? wrong(...codes)
    : right(shown(scaled(text) / 10n ** BigInt(SCALE - places), places));
}

/** A decimal as a whole number of 10⁻²⁰. */
function scaled(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(SCALE, '0'));
  return text.startsWith('-') ? -size : size;
}

function shown(units: bigint, places: number): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** There was no year 0. */
function day(text: string): SlowCell {
  const isDay =
    text >= '0001' && /^\d{4}-\d\d-\d\d$/.test(text) && isSame(text, new Date(`${text}T00:00:00Z`));
  if (!isDay) return wrong('INVALID_DATE');
  return text < '1900-01-01' || text > '2200-12-31' ? wrong('OUT_OF_RANGE') : right(text);
}

const isSame = (text: string, date: Date) =>
  !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);

function rating(text: string): SlowCell {
  if (text === 'NR') return right(null);
  return GRADES.includes(text) ? right(text) : wrong('UNKNOWN_RATING');
}

function status(text: string): SlowCell {
  const name = text.replace(/[ -]/, '_');
  return STATUSES.includes(name) ? right(name) : wrong('UNKNOWN_STATUS');
}
