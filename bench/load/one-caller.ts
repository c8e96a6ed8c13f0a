import { Client } from 'undici';
import type { Asked } from '../variants/variant.ts';
import { dataIn } from './ask.ts';

export interface Timed {
  data: unknown;
  /** From the question to the last byte of its answer. */
  ms: number;
}

/** Somebody who asks one thing after the other, over a connection that stays open. */
export interface OneCaller {
  ask(asked: Asked): Promise<Timed>;
  leave(): Promise<void>;
}

export function oneCaller(url: string, token: string): OneCaller {
  const client = new Client(url);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return {
    async ask({ path, body }) {
      const start = performance.now();
      const response = await client.request({ method: 'POST', path, headers, body });
      const text = await response.body.text();
      const ms = performance.now() - start;
      return { data: dataIn(response.statusCode, text), ms };
    },
    leave: () => client.close(),
  };
}
