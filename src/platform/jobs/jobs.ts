import { setTimeout as sleep } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.ts';
import { log } from '../log.ts';
import type { Job } from './job.ts';
import { runPart } from './run-part.ts';

export interface RunningJobs {
  /** Waits for the parts that run by now; none is begun any more. */
  stop(): Promise<void>;
}

/** Runs each job at once and from then on, beside the others. */
export function startJobs(orm: MikroORM, clock: Clock, jobs: Job[]): RunningJobs {
  const stopping = new AbortController();
  const loops = jobs.map((job) => repeat(job, () => runPart(orm, clock, job), stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

/** The database may be away for a while: the next time tries again. An outage is logged once. */
async function repeat(
  { name, everyMs }: Job,
  part: () => Promise<boolean>,
  stopping: AbortSignal,
): Promise<void> {
  let isFailing = false;
  while (!stopping.aborted) {
    const outcome = await part().catch((failure: Error) => failure);
    const isFailed = outcome instanceof Error;
    if (isFailed && !isFailing) log.error({ job: name, err: outcome }, 'A job fails.');
    isFailing = isFailed;
    if (outcome !== true)
      await sleep(everyMs, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
}
