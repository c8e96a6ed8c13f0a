import type { Socket } from 'node:net';
import pg, { type PoolClient } from 'pg';
import type { Deadline } from '../../deadline.ts';
import { type Backend, requestCancel } from './cancel-request.ts';
import { outcomeUnknown, unreachable } from './connection-faults.ts';
import { observedStatement } from './observed-statement.ts';
import { named } from './prepared-statements.ts';

/** A server that has not reacted to a cancellation by then is hung: its connection is cut. */
const CANCEL_GRACE_MS = 1_000;
const QUERY_CANCELED = '57014';
const FEATURE_NOT_SUPPORTED = '0A000';
/** What a connection keeps prepared; one that met more statements than come again is not worth keeping. */
const MAX_PREPARED = 600;

/** What the driver's client has and does not declare. */
interface Inside extends Backend {
  connection: { stream: Socket; parsedStatements: Record<string, string> };
  /** False while a statement runs. */
  readyForQuery: boolean;
}

type Release = PoolClient['release'];

/**
 * A connection that keeps the deadline of whoever it is lent to, says in our words how it was lost, and goes back
 * to the pool exactly once, even where nobody is left to bring it back.
 */
export class GuardedClient extends pg.Client {
  #deadline: Deadline | undefined;
  #giveBack: Release = () => {};
  #command = '';
  #isLost = false;
  #hasStalePlan = false;
  #preparedCount = 0;

  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => this.#lose());
    this.on('end', () => this.#lose());
  }

  /** Called by the pool with a client that it hands out. */
  lend(deadline: Deadline | undefined): void {
    const client = this as unknown as PoolClient;
    const { release } = client;
    let cut: NodeJS.Timeout | undefined;
    let wasCancelled = false;
    const forget = deadline?.onPass(() => {
      wasCancelled = this.#cancel();
      cut = setTimeout(() => this.#inside.connection.stream.destroy(), CANCEL_GRACE_MS);
    });
    this.#deadline = deadline;
    this.#giveBack = (fault) => {
      this.#giveBack = () => {};
      this.#deadline = undefined;
      forget?.();
      clearTimeout(cut);
      // The cancellation may still be on its way, and must not meet somebody else's statement.
      release(fault ?? (wasCancelled || this.#isWornOut));
    };
    client.release = (fault) => this.#giveBack(fault);
  }

  // biome-ignore lint/suspicious/noExplicitAny: it has the driver's own overloads
  override query(...args: any[]): any {
    const command = commandOf(args[0]);
    const refusal = command === 'rollback' ? undefined : this.#deadline?.refusal;
    const run = (given: unknown[]) => (super.query as (...args: unknown[]) => unknown)(...given);
    if (!isPromised(args)) {
      if (refusal) throw refusal;
      this.#tellStream(args[0]);
      return run(args);
    }
    const promised = () => run(this.#prepared(args)) as Promise<unknown>;
    const answer = refusal ? Promise.reject(refusal) : observedStatement(command, args[0], promised);
    return this.#told(command, answer);
  }

  /** With the name of a statement that is kept prepared; counts those that are new to this connection. */
  #prepared(args: unknown[]): unknown[] {
    const given = named(args);
    const { name } = given[0] as { name?: string };
    if (name && !(name in this.#inside.connection.parsedStatements)) this.#preparedCount++;
    return given;
  }

  /** A stream hears of its end from the driver. */
  #tellStream(statement: Partial<pg.Submittable>): void {
    const { handleError } = statement as { handleError?: (error: Error, ...rest: unknown[]) => void };
    if (!handleError) return;
    const deadline = this.#deadline;
    const inWords = (error: Error, ...rest: unknown[]) =>
      handleError.call(statement, this.#inWords('', error, deadline?.refusal), ...rest);
    Object.assign(statement, { handleError: inWords });
  }

  async #told(command: string, answer: Promise<unknown>): Promise<unknown> {
    const deadline = this.#deadline;
    this.#command = command;
    try {
      const answered = await answer;
      if (command === 'commit') noteCommit(answered as pg.QueryResult, deadline);
      return answered;
    } catch (error) {
      // Whoever began or rolled back in vain believes to hold nothing, and brings nothing back.
      if (command === 'begin' || command === 'rollback') this.#giveBack(true);
      // A migration has changed what a prepared statement answers with.
      if ((error as pg.DatabaseError).code === FEATURE_NOT_SUPPORTED) this.#hasStalePlan = true;
      throw this.#inWords(command, error as Error, deadline?.refusal);
    }
  }

  #inWords(command: string, error: Error, refusal: Error | undefined): Error {
    const { code } = error as { code?: string };
    if (error instanceof pg.DatabaseError) return (code === QUERY_CANCELED && refusal) || error;
    if (!this.#isLost) return error;
    return command === 'commit' ? outcomeUnknown() : (refusal ?? unreachable(error));
  }

  /** Whether there was something to cancel. A commit is not: its end is the truth, and it is near. */
  #cancel(): boolean {
    const isBusy = !this.#inside.readyForQuery && this.#command !== 'commit';
    if (isBusy) requestCancel(this.#inside);
    return isBusy;
  }

  #lose(): void {
    this.#isLost = true;
    this.#giveBack(true);
  }

  get #isWornOut(): boolean {
    return this.#hasStalePlan || this.#preparedCount > MAX_PREPARED;
  }

  get #inside(): Inside {
    return this as unknown as Inside;
  }
}

/** A transaction in which a statement had failed is rolled back by a COMMIT, and PostgreSQL calls that no error. */
function noteCommit({ command }: pg.QueryResult, deadline: Deadline | undefined): void {
  if (command !== 'COMMIT') throw new Error('A statement had failed, so that nothing was committed.');
  if (deadline) deadline.hasCommitted = true;
}

/** `begin`, `commit`, `rollback` or another. */
function commandOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : (statement as { text?: string } | undefined)?.text;
  const [, word = ''] = /^\s*(?:\/\*.*?\*\/\s*)?(\w+)/.exec(text ?? '') ?? [];
  return word.toLowerCase().replace('start', 'begin');
}

/** A stream (COPY, a cursor) or a callback tells its end in its own way. */
const isPromised = ([statement, ...rest]: unknown[]): boolean =>
  typeof (statement as { submit?: unknown } | undefined)?.submit !== 'function' &&
  typeof rest.at(-1) !== 'function';
