import { readdir, readFile, writeFile } from 'node:fs/promises';

/** The unit of Linux's accounts of CPU time. */
const TICKS_PER_SECOND = 100;

/** CPU time of a process since it started, ms; null where there is no /proc. */
export async function cpuMsOf(pid: number): Promise<number | null> {
  const [stat] = await statsOf([pid]);
  return stat ? stat.ownMs : null;
}

/** CPU time of a process, its children and those that have ended: all of a PostgreSQL, ms. */
export async function familyCpuMsOf(pid: number): Promise<number | null> {
  const pids = await readdir('/proc').catch(() => []);
  const stats = await statsOf(pids.map(Number).filter(Number.isInteger));
  const parent = stats.find((stat) => stat.pid === pid);
  if (!parent) return null;
  const children = stats.filter(({ parentPid }) => parentPid === pid);
  return children.reduce((sum, { ownMs }) => sum + ownMs, parent.ownMs + parent.endedChildrenMs);
}

/** The most memory that a process has had resident so far, MiB. */
export const peakMemoryMiB = (pid: number) => memoryMiB(pid, 'VmHWM');

/** The memory that a process has resident now, MiB; from here on, its peak is counted anew. */
export async function forgetPeakMemoryMiB(pid: number): Promise<number | null> {
  await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => undefined);
  return memoryMiB(pid, 'VmRSS');
}

async function memoryMiB(pid: number, field: 'VmHWM' | 'VmRSS'): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kiB = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
  return kiB ? Number(kiB) / 1024 : null;
}

interface ProcessStat {
  pid: number;
  parentPid: number;
  ownMs: number;
  endedChildrenMs: number;
}

async function statsOf(pids: number[]): Promise<ProcessStat[]> {
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)));
  return texts.flatMap((text, index) => (text ? toStat(pids[index]!, text) : []));
}

/** Fields are counted after the name, which stands in brackets and may hold anything. See proc_pid_stat(5). */
function toStat(pid: number, text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ms = (index: number) => (Number(fields[index]) * 1_000) / TICKS_PER_SECOND;
  return { pid, parentPid: Number(fields[1]), ownMs: ms(11) + ms(12), endedChildrenMs: ms(13) + ms(14) };
}
