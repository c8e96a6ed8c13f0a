import { Pool } from 'undici';
import type { Asked } from '../variants/variant.ts';

/** A call every so often, whether the last one was answered or not. */
export interface SteadyCalls {
  url: string;
  token: string;
  everyMs: number;
  asked: Asked[];
}

export interface Heard {
  /** How long each call took, ascending; one that was refused until it was. */
  latenciesMs: number[];
  refused: number;
}

/** Calls until `until` is over, and waits for what is under way then. */
export async function steadyCalls(calls: SteadyCalls, until: Promise<unknown>): Promise<Heard> {
  const pool = new Pool(calls.url);
  const heard: Promise<Answer>[] = [];
  const timer = setInterval(() => heard.push(call(pool, calls, heard.length)), calls.everyMs);
  try {
    await until;
  } finally {
    clearInterval(timer);
    await Promise.all(heard);
    await pool.close();
  }
  const answers = await Promise.all(heard);
  return {
    latenciesMs: answers.map(({ ms }) => ms).sort((a, b) => a - b),
    refused: answers.filter(({ isRefused }) => isRefused).length,
  };
}

interface Answer {
  ms: number;
  isRefused: boolean;
}

async function call(pool: Pool, { token, asked }: SteadyCalls, n: number): Promise<Answer> {
  const { path, body } = asked[n % asked.length]!;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const start = performance.now();
  const isAnswered = await pool.request({ method: 'POST', path, headers, body }).then(
    async ({ statusCode, body: answer }) => (await answer.text()) !== '' && statusCode === 200,
    () => false,
  );
  return { ms: performance.now() - start, isRefused: !isAnswered };
}
