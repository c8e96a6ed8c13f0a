import { currentDeadline } from '../platform/deadline.ts';
import { serviceUnavailable } from '../platform/errors.ts';

type Waiting = () => void;

const busy = () => serviceUnavailable('The server is busy. Try again.');

/**
 * Lets so many work at once, first come, first served. In a crowd, some are answered in time and the others soon told
 * to come back, where all at once would get in each other's way until nobody has any time left.
 */
export class Turns {
  readonly #maxWaitMs: number;
  readonly #waiting = new Set<Waiting>();
  #free: number;

  constructor(atOnce: number, maxWaitMs: number) {
    this.#free = atOnce;
    this.#maxWaitMs = maxWaitMs;
  }

  /** Throws SERVICE_UNAVAILABLE where its turn does not come before the limit to waiting, or before the deadline. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#come();
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  async #come(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = () => {
      this.#waiting.delete(resolve);
      reject(busy());
    };
    this.#waiting.add(resolve);
    const timer = setTimeout(leave, this.#maxWaitMs);
    const forget = currentDeadline()?.onPass(leave);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      forget?.();
    }
  }

  /** Who is next takes the place over. */
  #next(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
