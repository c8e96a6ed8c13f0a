import DataLoader from 'dataloader';
import { loaderBatchSize } from '../metrics.ts';
import type { GraphContext } from './context.ts';

/** A batched question, named by what it asks: `loanCountByPortfolioIdLoader`. */
export interface Loader<Key, Value> {
  /** Answers in the order of `keys`, one for each; an Error answers its key alone. */
  batch(keys: readonly Key[], context: GraphContext): Promise<ArrayLike<Value | Error>>;
  /** What makes two keys the same question; needed when a key is an object. */
  identityOf?(key: Key): string;
}

const MAX_BATCH = 1_000;

/** The loaders of one request. Keys are cached for its length, so it is emptied after every mutation. */
export class LoaderCache {
  readonly #instances = new Map<unknown, DataLoader<unknown, unknown, unknown>>();

  load<Key, Value>(loader: Loader<Key, Value>, key: Key, context: GraphContext): Promise<Value> {
    return this.#instanceOf(loader, context).load(key) as Promise<Value>;
  }

  /** Answers a question that the database cannot answer any more. */
  prime<Key, Value>(loader: Loader<Key, Value>, key: Key, value: Value, context: GraphContext): void {
    this.#instanceOf(loader, context).prime(key, value);
  }

  clear(): void {
    this.#instances.clear();
  }

  #instanceOf<Key, Value>(
    loader: Loader<Key, Value>,
    context: GraphContext,
  ): DataLoader<unknown, unknown, unknown> {
    let instance = this.#instances.get(loader);
    if (!instance) {
      instance = new DataLoader((keys) => batchOf(loader, keys as Key[], context), {
        maxBatchSize: MAX_BATCH,
        cacheKeyFn: (key) => (loader.identityOf ? loader.identityOf(key as Key) : key),
      });
      this.#instances.set(loader, instance);
    }
    return instance;
  }
}

function batchOf<Key, Value>(loader: Loader<Key, Value>, keys: Key[], context: GraphContext) {
  loaderBatchSize.observe(keys.length);
  return loader.batch(keys, context);
}

/** Rows in the order of `keys`, null where a key has none. */
export function inOrderOf<Key, Row>(
  keys: readonly Key[],
  rows: Row[],
  keyOf: (row: Row) => Key,
): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}
