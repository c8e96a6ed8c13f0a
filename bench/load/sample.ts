import type { Sample } from '../report/results.ts';
import type { ServerProcess } from '../servers/server-process.ts';
import { closedLoop, type Load } from './closed-loop.ts';
import { cpuMsOf, familyCpuMsOf } from './process-usage.ts';
import { median, percentile } from './statistics.ts';

/** Runs a load against a server and sees what it cost there and in PostgreSQL. */
export async function sample(server: ServerProcess, postmasterPid: number, load: Load): Promise<Sample> {
  const before = await cpuOf(server, postmasterPid);
  const { requests, requestsPerSecond, latenciesMs } = await closedLoop(load);
  const after = await cpuOf(server, postmasterPid);
  const spent = (of: 'server' | 'database') =>
    before[of] === null || after[of] === null ? null : (after[of] - before[of]) / requests;
  return {
    requestsPerSecond,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    serverCpuMs: spent('server'),
    databaseCpuMs: spent('database'),
  };
}

const cpuOf = async ({ pid }: ServerProcess, postmasterPid: number) => ({
  server: await cpuMsOf(pid),
  database: await familyCpuMsOf(postmasterPid),
});

/** The median of each figure by itself. */
export function medianSample(samples: Sample[]): Sample {
  const middle = (figure: (sample: Sample) => number) => median(samples.map(figure));
  const known = (figure: 'serverCpuMs' | 'databaseCpuMs') =>
    samples.some((sample) => sample[figure] === null) ? null : middle((sample) => sample[figure]!);
  return {
    requestsPerSecond: middle(({ requestsPerSecond }) => requestsPerSecond),
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    serverCpuMs: known('serverCpuMs'),
    databaseCpuMs: known('databaseCpuMs'),
  };
}
