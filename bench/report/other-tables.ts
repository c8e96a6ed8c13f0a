import type { Results } from './results.ts';
import { short, table } from './table.ts';

const SHOWN_BUCKETS = 15;

export function firstReadTable({ firstReads }: Results): string {
  const rows = firstReads.map(({ question, limitMs, firstMs, againMs }) => [
    question,
    ...[limitMs, firstMs, againMs, limitMs / firstMs].map(short),
  ]);
  const header = ['', 'limit ms', 'first read ms', 'read again ms', 'limit ÷ first'];
  return table('One caller, after a write', header, rows);
}

export function writingTable({ writings }: Results): string {
  const rows = writings.map(({ title, variant, requestsPerSecond, p50Ms, p99Ms, ...cpu }) => [
    title,
    variant,
    ...[requestsPerSecond, p50Ms, p99Ms, cpu.serverCpuMs, cpu.databaseCpuMs].map(short),
  ]);
  const header = ['', 'variant', 'writes/s', 'p50 ms', 'p99 ms', 'server CPU ms', 'database CPU ms'];
  return table('Updates of one loan each', header, rows);
}

export function importTable({ importings }: Results): string {
  const rows = importings.map(({ rows, megabytes, importSeconds, copySeconds, ...of }) => [
    rows.toLocaleString('en'),
    ...[megabytes, importSeconds, copySeconds, importSeconds / copySeconds].map(short),
    ...[of.serverCpuSeconds, of.databaseCpuSeconds, of.copyCpuSeconds].map(short),
    ...[of.longestBlockMs, of.longestBlockCpuMs, of.memoryBeforeMiB, of.memoryPeakMiB].map(short),
  ]);
  const times = ['import s', 'COPY s', 'ratio', 'server CPU s', 'database CPU s', 'COPY CPU s'];
  const header = ['', 'MB', ...times, 'longest block ms', 'its CPU ms', 'memory before MiB', 'peak MiB'];
  return table('Imports, rows', header, rows);
}

export function neighbourTable({ neighbours }: Results): string {
  if (!neighbours) return '';
  const { rows, idleP95Ms, importP95Ms, importMaxMs, idleRefused, importRefused } = neighbours;
  return table(
    `Neighbours of an import of ${rows.toLocaleString('en')} rows`,
    ['', 'p95 ms', 'longest ms', 'not answered'],
    [
      ['without it', short(idleP95Ms), '', String(idleRefused)],
      ['beside it', short(importP95Ms), short(importMaxMs), String(importRefused)],
    ],
  );
}

export function memoryTable({ peakMemory }: Results): string {
  const rows = peakMemory.map(({ variant, mebibytes }) => [variant, short(mebibytes)]);
  return table('Peak memory while asked', ['', 'MiB'], rows);
}

export function profileTable({ profile }: Results): string {
  if (!profile) return '';
  const rows = profile.buckets
    .slice(0, SHOWN_BUCKETS)
    .map(({ name, share }) => [name, `${(share * 100).toFixed(1)} %`]);
  return table(`CPU profile of ${profile.question}`, ['', 'of the time'], rows);
}
