import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { serverEnvironment } from './environment.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;
const POLL_MS = 20;
const WATCH = new URL('event-loop-watch.ts', import.meta.url);
/** Every server says where it listens once it does. */
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

export interface ServerProcess {
  url: string;
  pid: number;
  /** How long its event loop was blocked at most since this was asked last, and how much CPU time it used in one turn. */
  longestBlock(): Promise<Block>;
  stop(): Promise<void>;
}

export interface Block {
  ms: number;
  cpuMs: number;
}

export interface ServerPlan {
  name: string;
  /** What Node runs. */
  script: URL;
  databaseUrl: string;
  /** Where its log and files go. */
  directory: string;
  nodeOptions?: string[];
  /** Instead of what `environment.ts` says. */
  settings?: NodeJS.ProcessEnv;
}

/** Starts a server in a process of its own; throws with its log where it does not come up. */
export async function startServer(plan: ServerPlan): Promise<ServerProcess> {
  await mkdir(plan.directory, { recursive: true });
  const log = join(plan.directory, `${plan.name}.log`);
  const output = await open(log, 'w');
  const nodeOptions = ['--import', WATCH.href, ...(plan.nodeOptions ?? [])];
  const child = spawn(process.execPath, [...nodeOptions, fileURLToPath(plan.script)], {
    env: { ...serverEnvironment(plan.databaseUrl, plan.directory), ...plan.settings },
    stdio: ['ignore', output.fd, output.fd, 'ipc'],
  });
  await output.close();
  // Whatever ends this run, no server is left behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit').then(() => process.off('exit', kill));
  const url = await addressIn(log, () => child.exitCode === null, plan.name);
  const stop = async () => {
    child.kill('SIGTERM');
    const patience = setTimeout(kill, STOP_LIMIT_MS);
    await ended;
    clearTimeout(patience);
  };
  const longestBlock = async () => {
    const answered = once(child, 'message');
    child.send('longest block');
    const [block] = await answered;
    return block as Block;
  };
  return { url, pid: child.pid!, longestBlock, stop };
}

async function addressIn(log: string, isRunning: () => boolean, name: string): Promise<string> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (isRunning() && Date.now() < deadline) {
    const address = ADDRESS.exec(await readFile(log, 'utf8'))?.[0];
    if (address) return address;
    await sleep(POLL_MS);
  }
  throw new Error(`${name} did not start. It said:\n${await readFile(log, 'utf8')}`);
}
