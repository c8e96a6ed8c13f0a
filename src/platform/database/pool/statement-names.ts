import { LRUCache } from 'lru-cache';

/** Statements that come again and again are few. Whoever writes new ones all the time fills no server's memory. */
const MAX_NAMED = 300;
/** A longer one is a batch of values, and comes in as many lengths as there are batches. */
const MAX_TEXT_LENGTH = 20_000;

const names = new LRUCache<string, { name: string | null }>({ max: MAX_NAMED });
let lastNumber = 0;

/**
 * The name under which a connection prepares a statement: PostgreSQL then parses it once, and plans it once where no
 * better plan is to be had for other values. Null for a statement that has not come before.
 */
export function nameOfStatement(text: string): string | null {
  if (text.length > MAX_TEXT_LENGTH) return null;
  const known = names.get(text);
  if (known) known.name ??= `s${++lastNumber}`;
  else names.set(text, { name: null });
  return known?.name ?? null;
}
