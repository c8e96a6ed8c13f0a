import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks while somebody waits for what they show. */
const HURRIED_MS = 20;

/** How long those who look at servers rest in between: a while, or hardly, while somebody waits. */
export class Pace {
  readonly #restMs: number;
  #waiting = 0;
  #wake = new AbortController();

  constructor(restMs: number) {
    this.#restMs = restMs;
  }

  /** Ends at once where somebody begins to wait, or it is all over. */
  rest(stopping: AbortSignal): Promise<void> {
    if (this.#waiting > 0) return pause(HURRIED_MS, stopping);
    return pause(this.#restMs, AbortSignal.any([stopping, this.#wake.signal]));
  }

  /** Whoever waits or not: for those whose server does not answer. */
  restWhole(stopping: AbortSignal): Promise<void> {
    return pause(this.#restMs, stopping);
  }

  async hurryFor<Result>(waiting: Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    this.#wake.abort();
    try {
      return await waiting;
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#wake = new AbortController();
    }
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
