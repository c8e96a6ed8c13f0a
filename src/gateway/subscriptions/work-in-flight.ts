/** Work that has begun: a stop waits for it, lest it should find the database closed. */
export class WorkInFlight {
  readonly #running = new Set<Promise<unknown>>();

  async run<Result>(work: Promise<Result>): Promise<Result> {
    this.#running.add(work);
    try {
      return await work;
    } finally {
      this.#running.delete(work);
    }
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
