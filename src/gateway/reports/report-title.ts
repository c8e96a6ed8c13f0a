import { type Clock, todayUtc } from '../../platform/clock.ts';
import type { Title } from './document/title-fields.ts';

/** The line above a table: whose numbers, of which day, made when (UTC). */
export function titleLine(name: string, { portfolio, asOf }: Title, clock: Clock): string {
  const generated = clock.now().toISOString().slice(0, 19).replace('T', ' ');
  const days = asOf.length > 0 ? asOf.join(', ') : todayUtc(clock);
  return [name, ...portfolio, `as of ${days}`, `generated ${generated} UTC`].join(' · ');
}

const MAX_FILE_NAME = 120;
/** What file systems refuse, and what a name must not begin with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they stand in no file name
const NOT_IN_FILE_NAMES = /[\s\u0000-\u001f\u007f"*/:<>?\\|]+/g;

/** How a report is called once it is a file: `Loans Harbour 2026-11-21.xlsx`. */
export function fileName(name: string, { portfolio, asOf }: Title, clock: Clock, format: string): string {
  const [only, ...others] = portfolio;
  const about = only && others.length === 0 ? [only] : [];
  const parts = [name, ...about, asOf.length === 1 ? asOf[0] : todayUtc(clock)];
  const text = parts.join(' ').replace(NOT_IN_FILE_NAMES, ' ').toWellFormed();
  return `${text.slice(0, MAX_FILE_NAME).trim()}.${format}`;
}
