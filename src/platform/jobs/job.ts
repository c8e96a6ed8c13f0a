import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.ts';

/** What a job works with: a transaction of its own, and the time. */
export interface JobContext {
  em: SqlEntityManager;
  clock: Clock;
}

/** Work that comes back by itself. */
export interface Job {
  /** Told in the log, and locked by: unique in the house. */
  name: string;
  /** How long it rests once nothing is left to do. */
  everyMs: number;
  /** Does a bounded part of the work, in one transaction; returns whether more is left. */
  run(context: JobContext): Promise<boolean>;
}
