import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.ts';
import type { Job } from './job.ts';

/** Does one part of a job and returns whether more is left; no, where another process is at it. */
export const runPart = (orm: MikroORM, clock: Clock, job: Job): Promise<boolean> =>
  orm.em.fork().transactional(async (em) => {
    const [lock] = await em.execute<{ taken: boolean }[]>(
      'select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as taken',
      [`riskgraph job ${job.name}`],
    );
    return lock?.taken === true && job.run({ em, clock });
  });
