import { machineLine } from '../report/machine.ts';
import { short, table } from '../report/table.ts';
import type { Figures, LoadResults } from './results.ts';

const HEADER = ['page', 'requests', 'a second', 'p50 ms', 'p95 ms', 'p99 ms', 'longest', 'errors'];

/** The results for a terminal. */
export function textOf(results: LoadResults): string {
  const { users, loans, pages, all, serverCpuMs, databaseCpuMs, serverMemoryMiB } = results;
  const title = `${users} users over ${loans.toLocaleString('en')} loans`;
  return [
    machineLine(results.machine),
    table(title, HEADER, [...pages, all].map(rowOf)),
    `CPU a request: server ${short(serverCpuMs)} ms, PostgreSQL ${short(databaseCpuMs)} ms · server's memory ${short(serverMemoryMiB)} MiB`,
  ].join('\n\n');
}

const rowOf = ({ name, requests, requestsPerSecond, p50Ms, p95Ms, p99Ms, maxMs, errors }: Figures) => [
  name,
  ...[requests, requestsPerSecond, p50Ms, p95Ms, p99Ms, maxMs].map(short),
  Object.entries(errors)
    .map(([code, count]) => `${count} ${code}`)
    .join(', ') || '0',
];
