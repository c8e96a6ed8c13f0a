import type { Redis } from 'ioredis';
import { connectRedis } from '../redis.ts';

/** No result is ever out of date, but nobody asks for old ones any more. */
const KEEP_SECONDS = 600;

/** Results that replicas leave for each other. What Redis does not answer at once is not there. */
export class SharedResults {
  readonly #redis: Redis;
  readonly #prefix: string;

  /** `owners` names whose results these are: one database, and one state of the code. */
  constructor(url: string, owners: string) {
    this.#prefix = `riskgraph:result:${owners}:`;
    this.#redis = connectRedis(url, {
      lost: 'each process keeps finished results for itself',
      back: 'finished results are shared again',
    });
  }

  async read(key: string): Promise<string | undefined> {
    const text = await this.#redis.get(this.#prefix + key).catch(() => null);
    return text !== null && isJson(text) ? text : undefined;
  }

  write(key: string, text: string): void {
    this.#redis.set(this.#prefix + key, text, 'EX', KEEP_SECONDS).catch(() => undefined);
  }

  close(): void {
    this.#redis.disconnect();
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
