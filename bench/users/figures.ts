import { percentile } from '../load/statistics.ts';
import type { Figures } from './results.ts';
import type { Heard } from './visits.ts';

/** What was heard in so many seconds. How long an error took counts like any other answer. */
export function figuresOf(name: string, heard: Heard[], seconds: number): Figures {
  const latencies = heard.map(({ ms }) => ms).sort((a, b) => a - b);
  const codes = heard.flatMap(({ error }) => error ?? []);
  return {
    name,
    requests: heard.length,
    requestsPerSecond: heard.length / seconds,
    p50Ms: percentile(latencies, 0.5),
    p95Ms: percentile(latencies, 0.95),
    p99Ms: percentile(latencies, 0.99),
    maxMs: latencies.at(-1) ?? Number.NaN,
    errors: Object.fromEntries(
      [...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]),
    ),
  };
}

export function figuresByName(heard: Heard[], seconds: number): Figures[] {
  const byName = Map.groupBy(heard, ({ name }) => name);
  const figures = [...byName].map(([name, some]) => figuresOf(name, some, seconds));
  return figures.sort((a, b) => b.requests - a.requests);
}

export const errorCount = ({ errors }: Figures) =>
  Object.values(errors).reduce((sum, count) => sum + count, 0);

/** What does not hold, in words; nothing where all is well. */
export function missed(
  all: Figures,
  { maxP95Ms, maxErrors }: { maxP95Ms: number; maxErrors: number },
): string[] {
  const share = errorCount(all) / all.requests;
  return [
    // Nothing heard is a failure, too: no comparison with NaN holds.
    ...(all.p95Ms <= maxP95Ms ? [] : [`p95 is ${all.p95Ms.toFixed(0)} ms, of at most ${maxP95Ms} ms`]),
    ...(share <= maxErrors ? [] : [`${(100 * share).toFixed(2)} % errors, of at most ${100 * maxErrors} %`]),
  ];
}
