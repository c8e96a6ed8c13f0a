import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, commandAs, processOptions } from './account.ts';
import { programIn } from './binaries.ts';
import { openLog, textSince } from './log.ts';
import { stopServer } from './postmaster.ts';
import { processIdentity } from './process-identity.ts';
import { becomesReady, type Server } from './readiness.ts';

const ATTEMPTS = 5;
const RETRY_MS = 200;
/** The port was taken after it was chosen, or processes of a killed postmaster have not ended yet. */
const PASSING_FAILURE = /could not bind|pre-existing shared memory block/;

export interface Launch {
  cluster: string;
  programs: string;
  account: Account;
  password: string;
  durable: boolean;
  log: string;
}

export async function launchServer(launch: Launch): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? await lastPort(launch.cluster) : 0);
    const { server, logStart } = await spawnPostmaster(launch, port);
    if (server && (await becomesReadyOrStops(server, launch.password))) return server;
    const said = await textSince(launch.log, logStart);
    if (attempt === ATTEMPTS || !PASSING_FAILURE.test(said)) {
      throw new Error(`PostgreSQL ended with these last lines in ${launch.log}:\n${said}`);
    }
    await sleep(RETRY_MS);
  }
}

/** In a group of its own: Ctrl-C in a terminal must reach us and not the database, which we need to the end. */
async function spawnPostmaster(launch: Launch, port: number): Promise<{ server?: Server; logStart: number }> {
  const log = await openLog(launch.log);
  try {
    const program = programIn(launch.programs, 'postgres');
    const [command, args] = commandAs(launch.account, program, [
      '-D',
      launch.cluster,
      ...settings(launch, port),
    ]);
    const options = { ...processOptions(launch.account), detached: true };
    const child = spawn(command, args, { ...options, stdio: ['ignore', log.handle.fd, log.handle.fd] });
    await once(child, 'spawn');
    child.unref();
    const identity = await processIdentity(child.pid!);
    return { server: identity ? { pid: child.pid!, identity, port } : undefined, logStart: log.start };
  } finally {
    await log.handle.close();
  }
}

function settings({ durable }: Launch, port: number): string[] {
  const fixed = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'];
  const zones = ['timezone=UTC', 'log_timezone=UTC'];
  const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const all = [`port=${port}`, ...fixed, ...zones, ...(durable ? [] : careless)];
  return all.flatMap((setting) => ['-c', setting]);
}

async function becomesReadyOrStops(server: Server, password: string): Promise<boolean> {
  try {
    return await becomesReady(server, password);
  } catch (error) {
    await stopServer(server);
    throw error;
  }
}

/** Whoever was connected before finds the server again where it was. */
async function lastPort(cluster: string): Promise<number> {
  const started = await readFile(join(cluster, 'postmaster.opts'), 'utf8').catch(() => '');
  return Number(/"port=(\d+)"/.exec(started)?.[1] ?? 0);
}

/** The preferred one while nobody else has it. */
async function freePort(preferred: number): Promise<number> {
  const probe = createServer().listen(preferred, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch (error) {
    if (preferred === 0) throw error;
    return freePort(0);
  }
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
