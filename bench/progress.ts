import type { Results } from './report/results.ts';

const startedAt = performance.now();

export function say(what: string): void {
  console.log(`${String(Math.round((performance.now() - startedAt) / 1_000)).padStart(4)} s  ${what}`);
}

/** A part of the run. Where it fails that is noted, and the run goes on: the other parts have cost their time. */
export async function attempt(part: string, results: Results, work: () => Promise<void>): Promise<void> {
  say(part);
  try {
    await work();
  } catch (error) {
    const reason = (error as Error).message;
    console.error(`        ${part} failed: ${reason}`);
    results.failures.push({ part, reason });
  }
}
