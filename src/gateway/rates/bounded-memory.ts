import { type IRateLimiterOptions, RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** Callers counted at a time by one process: some 20 MB. */
const MAX_CALLERS = 50_000;

/** Beyond them newcomers share one count, so that a flood of addresses takes neither memory nor the limit away. */
const NEWCOMERS = 'newcomers';

/** Counts in this process. A caller is forgotten when their window ends. */
export class BoundedMemory extends RateLimiterMemory {
  readonly #maxCallers: number;
  #callers = 0;

  constructor(options: IRateLimiterOptions, maxCallers = MAX_CALLERS) {
    super(options);
    this.#maxCallers = maxCallers;
  }

  override async consume(caller: string, points: number): Promise<RateLimiterRes> {
    const isKnown = (await this.get(caller)) !== null;
    if (!isKnown && this.#callers >= this.#maxCallers) return super.consume(NEWCOMERS, points);
    if (!isKnown) this.#countCaller();
    return super.consume(caller, points);
  }

  #countCaller(): void {
    this.#callers += 1;
    setTimeout(() => {
      this.#callers -= 1;
    }, this.duration * 1_000).unref();
  }
}
