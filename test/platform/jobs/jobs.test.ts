import { systemClock } from '../../../src/platform/clock.ts';
import type { Job } from '../../../src/platform/jobs/job.ts';
import { startJobs } from '../../../src/platform/jobs/jobs.ts';
import { catchLog } from '../../support/catch-log.ts';
import { useTestDatabase } from '../../support/database.ts';

const database = useTestDatabase();
beforeAll(() => database.query('create table runs (n bigserial, name text)'));
beforeAll(() => database.query('grant all on runs to public; grant all on sequence runs_n_seq to public'));
beforeEach(() => database.query('truncate runs'));
const start = (...jobs: Job[]) => startJobs(database.orm, systemClock, jobs);
const runs = async () => (await database.query('select from runs')).length;
const note = (em: Parameters<Job['run']>[0]['em']) => em.execute("insert into runs (name) values ('x')");

async function until(isReached: () => boolean | Promise<boolean>): Promise<void> {
  for (let wait = 0; wait < 200; wait++) {
    if (await isReached()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('not reached within 5 s');
}

/** A job that says whether more is left, part by part; at rest for an hour. */
const job = (parts: (boolean | Error)[], name = 'test'): Job => ({
  name,
  everyMs: 3_600_000,
  async run({ em }) {
    await note(em);
    const part = parts.shift() ?? false;
    if (part instanceof Error) throw part;
    return part;
  },
});

test('goes on while more is left, each part committed, and rests then', async () => {
  const jobs = start(job([true, true, false, true]));
  await until(async () => (await runs()) === 3);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await jobs.stop();
  expect(await runs()).toBe(3);
});

test('comes back after its rest', async () => {
  const jobs = start({ ...job([]), everyMs: 20 });
  await until(async () => (await runs()) >= 3);
  await jobs.stop();
});

test('a part that fails leaves nothing, is told once, and is tried again', async () => {
  const log = catchLog();
  const jobs = start({ ...job([new Error('one'), new Error('two'), false]), everyMs: 20 });
  await until(async () => (await runs()) >= 1);
  await jobs.stop();
  log.stop();
  expect(log.lines).toEqual([expect.objectContaining({ job: 'test', msg: 'A job fails.' })]);
});

test('one process at a time: of two, one works and the other rests', async () => {
  let running = 0;
  let most = 0;
  const slow: Job = {
    name: 'slow',
    everyMs: 5,
    async run({ em }) {
      most = Math.max(most, ++running);
      await em.execute('select pg_sleep(0.02)');
      running--;
      await note(em);
      return true;
    },
  };
  const processes = [start(slow), start(slow), start(slow)];
  await until(async () => (await runs()) >= 10);
  await Promise.all(processes.map((process) => process.stop()));
  expect(most).toBe(1);
});

test('jobs of different names do not wait for each other', async () => {
  let both = 0;
  const wait = async () => until(() => both === 2).then(() => false);
  const one = (name: string): Job => ({
    name,
    everyMs: 3_600_000,
    run: () => {
      both++;
      return wait();
    },
  });
  const jobs = start(one('first'), one('second'));
  await until(() => both === 2);
  await jobs.stop();
});

test('stopping waits for the part that runs, and begins none', async () => {
  let ended = false;
  const jobs = start({
    name: 'last',
    everyMs: 1,
    async run({ em }) {
      await em.execute('select pg_sleep(0.2)');
      ended = true;
      await note(em);
      return true;
    },
  });
  await until(
    async () =>
      (
        await database.query(
          "select from pg_stat_activity where query like '%pg_sleep(0.2)%' and state = 'active' and pid <> pg_backend_pid()",
        )
      ).length > 0,
  );
  await jobs.stop();
  expect(ended).toBe(true);
  const done = await runs();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await runs()).toBe(done);
});
