import type { MikroORM } from '@mikro-orm/postgresql';
import type { Client } from 'pg';
import { clientBesidePool } from '../client-beside-pool.ts';
import { cutConnection } from '../pool/cut-connections.ts';
import type { Pace } from './pace.ts';

/** A server that takes longer to say where it is counts as lost. */
const ANSWER_TIMEOUT_MS = 2_000;

/** What a server is asked again and again, and who hears of it. */
export interface Watched<Row> {
  orm: MikroORM;
  question: string;
  /** `askedAt` is this process's clock before it was asked. */
  onAnswer(row: Row, askedAt: number): void;
  /** It does not answer: told at each attempt in vain. */
  onLoss(fault: Error): void;
}

/** Looks at a server on a connection of its own, which comes back by itself. */
export class Watch<Row> {
  readonly #watched: Watched<Row>;
  #client: Client | null = null;

  constructor(watched: Watched<Row>) {
    this.#watched = watched;
  }

  async run(pace: Pace, stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const hasAnswered = await this.#looked();
      await (hasAnswered ? pace.rest(stopping) : pace.restWhole(stopping));
    }
    if (this.#client) cutConnection(this.#client);
    this.#client = null;
  }

  async #looked(): Promise<boolean> {
    try {
      await this.#look();
      return true;
    } catch (fault) {
      this.#lose(fault as Error);
      return false;
    }
  }

  async #look(): Promise<void> {
    this.#client ??= await this.#open();
    const client = this.#client;
    const askedAt = performance.now();
    const { rows } = await client.query(this.#watched.question);
    // Lost in between, it says nothing of what came after.
    if (client === this.#client) this.#watched.onAnswer(rows[0], askedAt);
  }

  async #open(): Promise<Client> {
    const client = clientBesidePool(this.#watched.orm, {
      application_name: 'riskgraph replicas',
      connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
    });
    const lose = (fault = new Error('It closed the connection.')) => {
      if (client === this.#client) this.#lose(fault);
    };
    client.on('error', lose).on('end', lose);
    await client.connect();
    return client;
  }

  #lose(fault: Error): void {
    if (this.#client) cutConnection(this.#client);
    this.#client = null;
    this.#watched.onLoss(fault);
  }
}
