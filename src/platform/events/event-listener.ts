import type { Client } from 'pg';
import { serviceUnavailable } from '../errors.ts';
import { EVENT_CHANNEL } from './event.ts';

/** Makes a connection outside the pool that is not open yet. */
export type NewClient = () => Client;

export interface Hearer {
  onPayload(payload: string | undefined): void;
  /** Called once the connection is back after a loss. */
  onGap(): void;
}

/** How often the connection is asked whether it lives: a peer that vanished says nothing by itself. */
const HEARTBEAT_MS = 10_000;
const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 2_000;

/** The one connection of this process that listens; it comes back by itself until it is closed. */
export class EventListener {
  readonly #newClient: NewClient;
  readonly #hearer: Hearer;
  readonly #heartbeatMs: number;
  #client: Client | null = null;
  #opening: Promise<void> | null = null;
  #isClosed = false;
  #isBehind = false;
  #retryMs = FIRST_RETRY_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(newClient: NewClient, hearer: Hearer, heartbeatMs = HEARTBEAT_MS) {
    this.#newClient = newClient;
    this.#hearer = hearer;
    this.#heartbeatMs = heartbeatMs;
  }

  /** Answers once all that is committed from now on will be heard. Throws SERVICE_UNAVAILABLE. */
  async listen(): Promise<void> {
    if (this.#isClosed) throw serviceUnavailable('The server is stopping.');
    if (this.#client) return;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    await this.#opening;
  }

  /** For good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#opening?.catch(() => {});
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  async #open(): Promise<void> {
    const client = this.#newClient();
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    client.on('notification', ({ payload }) => this.#hearer.onPayload(payload));
    try {
      await client.connect();
      await client.query(`listen ${EVENT_CHANNEL}`);
    } catch {
      client.end().catch(() => {});
      throw serviceUnavailable('The database cannot be reached, so that no events can be heard.');
    }
    this.#client = client;
    this.#retryMs = FIRST_RETRY_MS;
    this.#after(this.#heartbeatMs, () => this.#beat(client));
    if (this.#isBehind) this.#hearer.onGap();
    this.#isBehind = false;
  }

  async #beat(client: Client): Promise<void> {
    try {
      await client.query('select');
      if (client === this.#client) this.#after(this.#heartbeatMs, () => this.#beat(client));
    } catch {
      this.#lose(client);
    }
  }

  #lose(client: Client): void {
    if (client !== this.#client) return;
    this.#client = null;
    this.#isBehind = true;
    client.end().catch(() => {});
    this.#retry();
  }

  #retry(): void {
    if (this.#isClosed) return;
    this.#after(this.#retryMs, () => this.listen().catch(() => this.#retry()));
    this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS);
  }

  #after(delayMs: number, work: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(work, delayMs).unref();
  }
}
