import type { TableSize } from '../database/table-sizes.ts';
import type { Machine } from '../report/results.ts';
import type { LoadOptions } from './options.ts';

/** What so many users noticed, and what their books took. */
export interface LoadResults extends LoadOptions, Crowd {
  takenAt: string;
  machine: Machine;
  loans: number;
  tables: TableSize[];
}

export interface Crowd {
  all: Figures;
  /** By page, the busiest first. */
  pages: Figures[];
  /** CPU time a request; null where the machine has no /proc. */
  serverCpuMs: number | null;
  databaseCpuMs: number | null;
  /** At most resident. */
  serverMemoryMiB: number | null;
}

export interface Figures {
  name: string;
  requests: number;
  requestsPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
  /** How many answers were an error, by its code. */
  errors: Record<string, number>;
}
