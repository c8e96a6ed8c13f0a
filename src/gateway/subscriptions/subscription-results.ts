import type { ExecutionResult } from 'graphql';
import type { ErrorCode } from '../../platform/errors.ts';
import { openSubscriptions } from '../../platform/metrics.ts';
import type { SoundSubscription } from './read-subscription.ts';

/** Why an event could not be answered at all, and why the next could not be either. */
const ENDING: unknown[] = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] satisfies ErrorCode[];

const DONE = { value: undefined, done: true } as const;

/** Null ends the subscription without a word. */
export type Answer = (event: unknown) => Promise<ExecutionResult | null>;

/**
 * The answers to the events of a subscription, one after the other, until it ends or its caller may see no more. It
 * is no generator function, because `return` must end a `next` that waits.
 */
export class SubscriptionResults implements AsyncGenerator<ExecutionResult, undefined> {
  readonly subscription: SoundSubscription;
  /** Called at the end, whoever ends it. */
  onEnd: () => void = () => {};
  readonly #events: AsyncIterator<unknown>;
  readonly #answer: Answer;
  #isOver = false;

  constructor(subscription: SoundSubscription, events: AsyncIterable<unknown>, answer: Answer) {
    this.subscription = subscription;
    this.#events = events[Symbol.asyncIterator]();
    this.#answer = answer;
    openSubscriptions.inc();
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (this.#isOver) return DONE;
    const { value: event, done } = await this.#events.next();
    const result = done ? null : await this.#answer(event);
    if (result === null || this.#isOver) return this.return();
    if (endsWith(result)) await this.return();
    return { value: result, done: false };
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (!this.#isOver) openSubscriptions.dec();
    this.#isOver = true;
    this.onEnd();
    await this.#events.return?.();
    return DONE;
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult, undefined>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

const endsWith = ({ data, errors = [] }: ExecutionResult): boolean =>
  !data && errors.some(({ extensions }) => ENDING.includes(extensions?.code));
