import type { ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { print } from 'graphql-sse';
import { type CloseReason, errorOf } from '../close-reasons.ts';
import type { SubscriptionResults } from '../subscription-results.ts';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // What a proxy gathers or compresses comes too late.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};
/** Readers skip it; some browsers see an answer only once there is something in it. */
const BEAT = ':\n\n';
/** After these the client may come again as it is: the stream only breaks off. */
const PASSING = 'SERVICE_UNAVAILABLE';

/** The answer to a request that subscribes: one event after the other, no faster than the client takes them. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #keepAliveMs: number;
  #results: SubscriptionResults | null = null;
  #reason: CloseReason | null = null;
  #isTaken = true;
  /** Lets whoever waits for room go on. */
  #goOn = () => {};

  constructor(response: ServerResponse, keepAliveMs: number) {
    this.#response = response;
    this.#keepAliveMs = keepAliveMs;
    // What is written to a client that has just gone is nobody's loss.
    response.on('error', () => {});
    response.on('drain', () => this.#goOn());
    this.onGone(() => {
      this.#results?.return();
      this.#goOn();
    });
  }

  /** Calls `listener` once the connection or the answer has ended, which it may have by now. */
  onGone(listener: () => void): void {
    if (this.#response.closed) listener();
    else this.#response.once('close', listener);
  }

  /** Tells the results until they end, or it is closed. Throws the reason where that was before it was opened. */
  async carry(results: SubscriptionResults): Promise<void> {
    this.#results = results;
    if (this.#reason || this.#response.closed) await results.return();
    if (this.#reason) throw this.#reason;
    this.#open();
    const timer = setInterval(() => this.#beat(), this.#keepAliveMs);
    this.onGone(() => clearInterval(timer));
    for await (const result of results) await this.#tell(result);
    this.#end();
  }

  /** Ends it, and tells why: nothing more of the subscription is told. */
  close(reason: CloseReason): void {
    this.#reason ??= reason;
    this.#results?.return();
  }

  /** Tells nothing but errors. */
  refuse(errors: readonly GraphQLError[]): void {
    this.#open();
    this.#tell({ errors });
    this.#end();
  }

  #open(): void {
    this.#response.writeHead(200, HEADERS);
    this.#response.write(BEAT);
  }

  /** Answers once there is room for the next. Meanwhile changes of the same kind become one. */
  async #tell(result: ExecutionResult): Promise<void> {
    if (this.#response.write(print({ event: 'next', data: result })) || this.#response.closed) return;
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
    });
  }

  /** A client that has not taken the last beat by now, or the end, takes nothing. */
  #beat(): void {
    if (!this.#isTaken) return void this.#response.destroy();
    this.#isTaken = false;
    if (this.#response.writableEnded) return;
    this.#response.write(BEAT, () => {
      this.#isTaken = true;
    });
  }

  #end(): void {
    if (this.#reason?.errorCode === PASSING) return void this.#response.end(`: ${this.#reason.message}\n\n`);
    if (this.#reason) this.#tell({ errors: [errorOf(this.#reason)] });
    this.#response.end(print({ event: 'complete', data: null }));
  }
}
