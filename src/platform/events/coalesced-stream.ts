const DONE = { value: undefined, done: true } as const;

type Take<Item> = (result: IteratorResult<Item, undefined>) => void;

/**
 * What one subscriber has not taken yet, one item a key. Whatever comes within a window of the first, or while the
 * subscriber is busy, takes the place of an earlier item of its key: a slow subscriber costs no memory and misses
 * nothing but what was overtaken. It is no generator function, because `return` must end a `next` that waits.
 */
export class CoalescedStream<Item> implements AsyncGenerator<Item, undefined> {
  readonly #windowMs: number;
  readonly #onEnd: () => void;
  readonly #items = new Map<string, Item>();
  #window: NodeJS.Timeout | undefined;
  #isDue = false;
  #isLast = false;
  #isOver = false;
  #take: Take<Item> | null = null;

  /** `onEnd` is called once, whoever ends the stream. */
  constructor(windowMs: number, onEnd: () => void) {
    this.#windowMs = windowMs;
    this.#onEnd = onEnd;
  }

  put(key: string, item: Item): void {
    if (this.#isOver) return;
    this.#items.set(key, item);
    this.#window ??= setTimeout(() => {
      this.#isDue = true;
      this.#deliver();
    }, this.#windowMs);
  }

  /** Puts the last item, and drops what waits: nothing before it matters any more. */
  finish(key: string, item: Item): void {
    this.#items.clear();
    this.put(key, item);
    this.#isLast = true;
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    if (this.#isOver) return Promise.resolve(DONE);
    return new Promise((resolve) => {
      this.#take = resolve;
      this.#deliver();
    });
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    this.#end();
    return DONE;
  }

  async throw(error: unknown): Promise<IteratorResult<Item, undefined>> {
    this.#end();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end();
  }

  #deliver(): void {
    const [entry] = this.#items;
    if (!entry || !this.#isDue || !this.#take) return;
    const [key, value] = entry;
    const take = this.#take;
    this.#take = null;
    this.#items.delete(key);
    if (this.#items.size === 0) this.#closeWindow();
    take({ value, done: false });
    if (this.#isLast) this.#end();
  }

  #closeWindow(): void {
    clearTimeout(this.#window);
    this.#window = undefined;
    this.#isDue = false;
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#items.clear();
    this.#closeWindow();
    this.#take?.(DONE);
    this.#take = null;
    this.#onEnd();
  }
}
