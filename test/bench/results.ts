import type { Reading, Results } from '../../bench/report/results.ts';

/** A run that measured nothing but what is given. */
export const resultsWith = (measured: Partial<Results>): Results => ({
  takenAt: '2026-12-01T12:00:00.000Z',
  machine: { processor: 'Any', cores: 2, memoryGiB: 24, node: 'v24', postgres: '18', commit: 'abcdef0' },
  seconds: 3,
  rounds: 3,
  readings: [],
  missing: [],
  failures: [],
  firstReads: [],
  writings: [],
  importings: [],
  neighbours: null,
  profile: null,
  peakMemory: [],
  ...measured,
});

export const readingOf = (
  question: string,
  variant: string,
  requestsPerSecond: number,
  connections = 10,
): Reading => ({
  question,
  title: `what ${question} asks`,
  variant,
  connections,
  requestsPerSecond,
  p50Ms: 1,
  p99Ms: 2,
  serverCpuMs: 0.5,
  databaseCpuMs: null,
});
