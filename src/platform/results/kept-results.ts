import { LRUCache } from 'lru-cache';
import { cacheReads } from '../metrics.ts';
import type { SharedResults } from './shared-results.ts';

/** Both bounds hold for one process; the text of a result counts. */
const MAX_RESULTS = 20_000;
const MAX_CHARACTERS = 32 * 1024 * 1024;
/** Larger results are rare, and would drive out many others. */
const MAX_RESULT_CHARACTERS = 512 * 1024;
/** Keys of what was asked for once. */
const MAX_ASKED = 20_000;

/** How a result is come by, if nobody has it. */
export interface Making<Result> {
  /** Plain data that survives JSON: decimals as text. */
  compute(): Promise<Result>;
  /** Whether what the key says of the data still held once the result was computed: only then is it kept. */
  isCurrent(): Promise<boolean>;
}

/** A result that is text cannot be changed, and is kept as it is; any other as JSON, and made anew for each reader. */
interface Kept {
  text: string;
  isJson: boolean;
}

interface Made<Result> {
  result: Result;
  /** Undefined where it turns out not to be kept. */
  keeping: Promise<Kept | undefined>;
}

/**
 * Finished results, by a key that says all that they are made from, the version of the data included: so none is ever
 * out of date, and none is taken back. Nobody can change what another one reads.
 */
export class KeptResults {
  readonly #kept = new LRUCache<string, Kept>({
    max: MAX_RESULTS,
    maxSize: MAX_CHARACTERS,
    maxEntrySize: MAX_RESULT_CHARACTERS,
    sizeCalculation: ({ text }, key) => text.length + key.length,
  });
  readonly #asked = new LRUCache<string, true>({ max: MAX_ASKED });
  /** What is being computed, until it is kept: whoever asks for the same meanwhile waits for it. */
  readonly #inWork = new Map<string, Promise<Kept | undefined>>();
  readonly #shared: SharedResults | undefined;

  constructor(shared?: SharedResults) {
    this.#shared = shared;
  }

  async get<Result>(key: string, making: Making<Result>): Promise<Result> {
    const kept = this.#kept.get(key);
    cacheReads.inc({ cache: 'results', outcome: kept ? 'hit' : 'miss' });
    if (kept) return read(kept);
    const inWork = this.#inWork.get(key);
    if (!inWork) return this.#startMaking(key, making);
    // Another request's failure, or what it saw of newer data with its own rights, is not for this one.
    const made = await inWork.catch(() => undefined);
    return made ? read(made) : making.compute();
  }

  /**
   * The same of what is large, and mostly asked for once: it is kept from the second time on. Whoever leafs through a
   * list drives out nothing.
   */
  getIfAskedBefore<Result>(key: string, making: Making<Result>): Promise<Result> {
    if (this.#asked.get(key)) return this.get(key, making);
    this.#asked.set(key, true);
    return making.compute();
  }

  get size(): number {
    return this.#kept.size;
  }

  /** Until it is known of all that was computed whether it is kept. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#inWork.values());
  }

  async close(): Promise<void> {
    await this.settled();
    this.#shared?.close();
  }

  /** Whoever asked first is answered as soon as it is computed: whether it may be kept is found out afterwards. */
  async #startMaking<Result>(key: string, making: Making<Result>): Promise<Result> {
    const made = this.#make(key, making);
    const inWork = made.then(({ keeping }) => keeping).finally(() => this.#inWork.delete(key));
    inWork.catch(() => undefined);
    this.#inWork.set(key, inWork);
    return (await made).result;
  }

  async #make<Result>(key: string, { compute, isCurrent }: Making<Result>): Promise<Made<Result>> {
    const shared = await this.#shared?.read(key);
    if (shared !== undefined) return this.#madeElsewhere(key, JSON.parse(shared));
    const result = await compute();
    return { result, keeping: this.#keepIfCurrent(key, keptOf(result), isCurrent) };
  }

  #madeElsewhere<Result>(key: string, result: Result): Made<Result> {
    const kept = keptOf(result);
    this.#kept.set(key, kept);
    return { result, keeping: Promise.resolve(kept) };
  }

  async #keepIfCurrent(
    key: string,
    kept: Kept,
    isCurrent: () => Promise<boolean>,
  ): Promise<Kept | undefined> {
    if (!(await isCurrent().catch(() => false))) return undefined;
    this.#kept.set(key, kept);
    if (kept.text.length <= MAX_RESULT_CHARACTERS) this.#shared?.write(key, jsonOf(kept));
    return kept;
  }
}

/** At once: whoever asked may do with the result as they like. */
const keptOf = (result: unknown): Kept =>
  typeof result === 'string'
    ? { text: result, isJson: false }
    : { text: JSON.stringify(result), isJson: true };

const read = ({ text, isJson }: Kept) => (isJson ? JSON.parse(text) : text);

const jsonOf = ({ text, isJson }: Kept): string => (isJson ? text : JSON.stringify(text));
