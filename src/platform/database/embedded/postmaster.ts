import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isRunning, processIdentity } from './process-identity.ts';
import { becomesReady, type Server } from './readiness.ts';

const FAST_STOP_LIMIT_MS = 20_000;
const IMMEDIATE_STOP_LIMIT_MS = 5_000;
const POLL_MS = 10;

/** A server on this data that is already there, when it answers; undefined when there is none. */
export async function runningServer(cluster: string, password: string): Promise<Server | undefined> {
  for (;;) {
    const file = await readPidFile(cluster);
    const identity = file && (await processIdentity(file.pid));
    if (!identity) return undefined;
    if (!(await runsIn(file.pid, cluster))) return disown(file);
    const server = { pid: file.pid, identity, port: file.port };
    // It writes its port a moment after its pid.
    if (file.port > 0) return (await becomesReady(server, password)) ? server : undefined;
    await sleep(POLL_MS);
  }
}

/** Fast shutdown: clients are cut off and the data is written. Immediate shutdown when that takes too long. */
export async function stopServer({ pid, identity }: Server): Promise<void> {
  await signal(pid, identity, 'SIGINT');
  if (await isGoneWithin(identity, FAST_STOP_LIMIT_MS)) return;
  await signal(pid, identity, 'SIGQUIT');
  if (await isGoneWithin(identity, IMMEDIATE_STOP_LIMIT_MS)) return;
  throw new Error(`PostgreSQL (process ${pid}) did not stop.`);
}

async function readPidFile(cluster: string) {
  const path = join(cluster, 'postmaster.pid');
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { path, lines, pid, port: Number(lines[3] ?? 0) } : undefined;
}

/** A postmaster works inside its data directory, whatever that was called when it started. */
async function runsIn(pid: number, cluster: string): Promise<boolean> {
  const directory = await realpath(cluster);
  const workingDirectory = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (workingDirectory !== undefined) return workingDirectory === directory;
  const listed = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(
    () => undefined,
  );
  return listed?.stdout.includes(`-D ${directory}`) ?? false;
}

/**
 * The pid now belongs to something else, which would keep PostgreSQL from starting. It takes the pid of its parent
 * for a leftover. The file stays, because PostgreSQL reads in it whether old processes still use the data.
 */
async function disown({ path, lines }: { path: string; lines: string[] }): Promise<undefined> {
  await writeFile(path, [process.pid, ...lines.slice(1)].join('\n'));
}

async function signal(pid: number, identity: string, name: NodeJS.Signals): Promise<void> {
  if (await isRunning(identity)) process.kill(pid, name);
}

async function isGoneWithin(identity: string, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (await isRunning(identity)) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}
