import { AsyncLocalStorage } from 'node:async_hooks';
import { GraphError } from './errors.ts';

/** A request ends within this, whatever it asks for. */
export const REQUEST_DEADLINE_MS = 10_000;
/** Imports, reports and backups: what is long by nature. */
export const LONG_DEADLINE_MS = 600_000;
/** What has not ended by itself so long after its deadline is left to itself; its caller is answered. */
export const LAST_WORD_MS = 1_500;

type Refusal = () => GraphError;

/** The time that a piece of work has. Once it is up nothing new starts, and what listens stops what runs. */
export class Deadline {
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #endsAt = 0;
  #longMs = 0;
  #refuse: Refusal | undefined;
  /** Something was committed on the way: a refusal of the whole must not sound as if nothing was. */
  hasCommitted = false;
  /** Nobody but its caller needs the work, which may end when the caller hangs up: until a mutation begins. */
  endsWithCaller = true;

  constructor(ms: number) {
    this.#schedule(ms);
  }

  /** Why nothing may start any more; undefined while there is time. */
  get refusal(): GraphError | undefined {
    return this.#refuse?.();
  }

  /** Calls `listener` when the time is up. Answers how to take that back. */
  onPass(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The time is up: by itself, or because the caller hung up, or the house closes. */
  pass(refuse: Refusal = deadlineExceeded): void {
    if (this.#refuse) return;
    this.#refuse = refuse;
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener();
  }

  /** `work` has time of its own, all such work together `ms`; then what was left before goes on. */
  async lengthen<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
    if (this.#refuse) throw this.#refuse();
    const startedAt = performance.now();
    const leftMs = this.#endsAt - startedAt;
    this.#schedule(ms - this.#longMs);
    try {
      return await work();
    } finally {
      this.#longMs += performance.now() - startedAt;
      this.#schedule(leftMs);
    }
  }

  /** Nobody waits any more. Whatever still holds something (a branch whose sibling failed) keeps its deadline. */
  end(): void {
    if (this.#listeners.size === 0) clearTimeout(this.#timer);
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#refuse) return;
    this.#endsAt = performance.now() + ms;
    this.#timer = setTimeout(() => this.pass(), ms).unref();
  }
}

const current = new AsyncLocalStorage<Deadline>();
const running = new Set<Deadline>();

/** The deadline of the work that this is part of; undefined in work that has none. */
export const currentDeadline = (): Deadline | undefined => current.getStore();

/**
 * Runs `work`, and everything that it awaits, under a deadline. Throws DEADLINE_EXCEEDED where it does not even
 * end soon after its time is up.
 */
export async function withDeadline<Result>(
  ms: number,
  work: (deadline: Deadline) => Promise<Result>,
): Promise<Result> {
  const deadline = new Deadline(ms);
  running.add(deadline);
  const lastWord = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const forget = deadline.onPass(() => {
    timer = setTimeout(() => lastWord.reject(deadline.refusal), LAST_WORD_MS);
  });
  try {
    return await Promise.race([current.run(deadline, work, deadline), lastWord.promise]);
  } finally {
    clearTimeout(timer);
    forget();
    running.delete(deadline);
    deadline.end();
  }
}

/** Gives `work` time of its own within the current deadline, if there is one. */
export const lengthenDeadline = <Result>(ms: number, work: () => Promise<Result>): Promise<Result> =>
  currentDeadline()?.lengthen(ms, work) ?? work();

/** Ends all work that has a deadline, because the house closes. */
export function passAllDeadlines(refuse: Refusal): void {
  for (const deadline of running) deadline.pass(refuse);
}

export const deadlineExceeded = (): GraphError =>
  new GraphError('DEADLINE_EXCEEDED', 'The request took too long and was stopped.');
