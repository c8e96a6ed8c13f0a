import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { LRUCache } from 'lru-cache';

const MARK = '/* prepared */';

/**
 * Begins a statement that comes again and again and finds its rows by keys. From the second time on a connection keeps
 * it parsed, and planned where no better plan is to be had for other values: of a statement that reads few rows, that
 * is most of what it costs. Not for one whose best plan depends on how many loans a portfolio has.
 */
export const PREPARED = sql.raw(`${MARK} `);

/**
 * Whether a row's key is one of these. A single one has words of its own: the planner takes an array that it does not
 * know for ten keys, and would rather plan the statement anew each time than for these.
 */
export const isOneOf = (column: RawBuilder<unknown>, keys: string[]): RawBuilder<SqlBool> =>
  keys.length === 1 ? sql`${column} = ${keys[0]}::bigint` : sql`${column} = any(${keys}::bigint[])`;

/** Filters are written in many ways. Whoever finds new ones all the time fills no server's memory. */
const MAX_NAMED = 300;

const names = new LRUCache<string, { name: string | null }>({ max: MAX_NAMED });
let lastNumber = 0;

/** The arguments of the driver's `query`; with a name where it is a marked statement that has come before. */
export function named(args: unknown[]): unknown[] {
  const [text, values] = args;
  if (typeof text !== 'string' || !text.startsWith(MARK)) return args;
  const known = names.get(text);
  if (!known) names.set(text, { name: null });
  else known.name ??= `riskgraph_${++lastNumber}`;
  return known?.name ? [{ name: known.name, text, values }] : args;
}
