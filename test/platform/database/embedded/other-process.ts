import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const program = `${import.meta.dirname}/start-and-wait.ts`;

export interface OtherProcess {
  url: string;
  adopted: boolean;
  kill(): Promise<void>;
  /** Lets it stop in its own way; its exit code. */
  finish(): Promise<number | null>;
}

export function spawnStarter(dataDir: string, options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [program, dataDir], { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Another Node process that holds a server in this directory. */
export async function startInOtherProcess(dataDir: string, options?: SpawnOptions): Promise<OtherProcess> {
  const child = spawnStarter(dataDir, options);
  const exited = once(child, 'exit');
  const firstLine = once(createInterface(child.stdout!), 'line');
  const said = await Promise.race([firstLine, exited]);
  if (typeof said[0] !== 'string') throw new Error(`it ended with ${said[0]} instead of starting`);
  return {
    ...JSON.parse(said[0]),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    finish: async () => {
      child.stdin!.end();
      return (await exited)[0];
    },
  };
}
