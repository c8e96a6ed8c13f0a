import type { Cluster } from '../database/cluster.ts';
import { cpuMsOf, familyCpuMsOf, peakMemoryMiB } from '../load/process-usage.ts';
import type { ServerProcess } from '../servers/server-process.ts';
import { figuresByName, figuresOf } from './figures.ts';
import type { LoadOptions } from './options.ts';
import type { Crowd } from './results.ts';
import { type User, use } from './user.ts';

/** Lets the users come one after the other, and sees what they heard and what it cost. */
export async function measureCrowd(
  { url, pid }: ServerProcess,
  { postmasterPid }: Cluster,
  users: User[],
  options: LoadOptions,
): Promise<Crowd> {
  const cpu = async () => ({ server: await cpuMsOf(pid), database: await familyCpuMsOf(postmasterPid) });
  const before = await cpu();
  const start = performance.now();
  const end = start + options.seconds * 1_000;
  const startOf = (place: number) => start + (place / users.length) * options.rampSeconds * 1_000;
  const heard = (await Promise.all(users.map((user, place) => use(url, user, startOf(place), end)))).flat();
  const seconds = (performance.now() - start) / 1_000;
  const after = await cpu();
  const spent = (of: 'server' | 'database') =>
    before[of] === null || after[of] === null ? null : (after[of] - before[of]) / heard.length;
  return {
    all: figuresOf('all', heard, seconds),
    pages: figuresByName(heard, seconds),
    serverCpuMs: spent('server'),
    databaseCpuMs: spent('database'),
    serverMemoryMiB: await peakMemoryMiB(pid),
  };
}
