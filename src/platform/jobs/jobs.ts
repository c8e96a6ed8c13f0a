import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.ts';
import { log } from '../log.ts';
import type { Job } from './job.ts';
import { repeat } from './repeat.ts';
import { runPart } from './run-part.ts';

export interface RunningJobs {
  /** Waits for the parts that run by now; none is begun any more. */
  stop(): Promise<void>;
}

/** Runs each job at once and from then on, beside the others. */
export function startJobs(orm: MikroORM, clock: Clock, jobs: Job[]): RunningJobs {
  const stopping = new AbortController();
  const loops = jobs.map((job) => {
    const part = () => runPart(orm, clock, job);
    return repeat({ everyMs: job.everyMs, part, onOutage: tellOf(job) }, stopping.signal);
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

const tellOf =
  ({ name }: Job) =>
  (failure: Error | null) => {
    if (failure) log.error({ job: name, err: failure }, 'A job fails.');
  };
