import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { onDatabase } from '../database/cluster.ts';
import type { Machine } from './results.ts';

export async function machineOf(databaseUrl: string): Promise<Machine> {
  const { rows } = await onDatabase(databaseUrl, (client) =>
    client.query<{ version: string }>("select current_setting('server_version') as version"),
  );
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: rows[0]!.version,
    commit: commit(),
  };
}

export const machineLine = ({ processor, cores, memoryGiB, node, postgres, commit }: Machine) =>
  `${processor}, ${cores} cores, ${memoryGiB} GiB · Node ${node} · PostgreSQL ${postgres} · ${commit}`;

function commit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: import.meta.dirname,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    return git('rev-parse', '--short', 'HEAD').trim() + (git('status', '--porcelain', '../..') ? '+' : '');
  } catch {
    return 'unknown';
  }
}
