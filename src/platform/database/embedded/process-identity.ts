import { readFile } from 'node:fs/promises';

/**
 * A text that only this run of the process has, or undefined when it is gone. A pid alone would not do: in a
 * restarted container every process gets the pid of its predecessor. Where there is no /proc, the pid must do.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (!answersSignals(pid)) return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return String(pid);
  // The second field, the command, may hold spaces and brackets; state is the 3rd field, start time the 22nd.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isZombie = fields[0] === 'Z' || fields[0] === 'X';
  return isZombie ? undefined : `${pid} ${fields[19]}`;
}

/** Whether the process that left this identity is still running. */
export async function isRunning(identity: string): Promise<boolean> {
  const pid = Number.parseInt(identity, 10);
  return pid > 0 && (await processIdentity(pid)) === identity;
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
