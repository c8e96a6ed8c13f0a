import { type FileHandle, open, readFile } from 'node:fs/promises';

/** A longer log is begun anew at the next start. */
const LOG_LIMIT_BYTES = 10_000_000;
const SHOWN_LINES = 15;

/** `start`: where what is written from now on begins. */
export async function openLog(path: string): Promise<{ handle: FileHandle; start: number }> {
  const handle = await open(path, 'a', 0o600);
  const { size } = await handle.stat();
  if (size <= LOG_LIMIT_BYTES) return { handle, start: size };
  await handle.truncate(0);
  return { handle, start: 0 };
}

export async function textSince(path: string, start: number): Promise<string> {
  const written = (await readFile(path)).subarray(start).toString('utf8');
  return written.trim().split('\n').slice(-SHOWN_LINES).join('\n');
}
