import { Client } from 'undici';
import type { Asked } from '../variants/variant.ts';

/** Callers that ask again as soon as they are answered. */
export interface Load {
  url: string;
  token: string;
  connections: number;
  seconds: number;
  /** What is asked the n-th time, over all connections. */
  asked(n: number): Asked;
  /** Of the right answer; unset where answers differ. */
  byteLength?: number;
}

export interface Measured {
  requests: number;
  requestsPerSecond: number;
  /** Of each request, ascending. */
  latenciesMs: number[];
}

/** Runs the load for its time; requests that are under way then are waited for. Throws at the first wrong answer. */
export async function closedLoop(load: Load): Promise<Measured> {
  let n = 0;
  const asked = () => load.asked(n++);
  const callers = Array.from({ length: load.connections }, () => callerOf(load, asked));
  const heard = await Promise.all(callers);
  const latenciesMs = heard.flatMap(({ latencies }) => latencies).sort((a, b) => a - b);
  // Each caller by its own time: none is idle while another one finishes.
  const requestsPerSecond = heard.reduce(
    (sum, { latencies, ms }) => sum + (latencies.length / ms) * 1_000,
    0,
  );
  return { requests: latenciesMs.length, requestsPerSecond, latenciesMs };
}

async function callerOf(load: Load, asked: () => Asked): Promise<{ latencies: number[]; ms: number }> {
  const client = new Client(load.url);
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + load.seconds * 1_000;
  let now = start;
  try {
    while (now < end) {
      await ask(client, load, asked());
      const answeredAt = performance.now();
      latencies.push(answeredAt - now);
      now = answeredAt;
    }
  } finally {
    await client.destroy();
  }
  return { latencies, ms: now - start };
}

async function ask(client: Client, { token, byteLength }: Load, { path, body }: Asked): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await client.request({ method: 'POST', path, headers, body });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    length += chunk.length;
  }
  if (response.statusCode === 200 && (byteLength === undefined || byteLength === length)) return;
  throw new Error(`Under load: ${response.statusCode} ${Buffer.concat(chunks).toString().slice(0, 300)}`);
}
