import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, processIdentity } from './process-identity.ts';

// Longer than the slowest start or stop that somebody else may be in.
const WAIT_LIMIT_MS = 90_000;
const RETRY_MS = 25;
/** A lock is created first and filled in next; an empty one that is older than this was left by a killed process. */
const EMPTY_LOCK_AGE_MS = 1_000;

/** Starting and stopping exclude each other, between processes and inside one. */
export async function holdingLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await acquire(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string): Promise<void> {
  const identity = (await processIdentity(process.pid)) ?? '';
  const deadline = Date.now() + WAIT_LIMIT_MS;
  while (!(await create(lock, identity))) {
    if (Date.now() > deadline) {
      throw new Error(`another process has held ${lock} for ${WAIT_LIMIT_MS / 1000} s. Is it stuck?`);
    }
    if (!(await removeIfLeftBehind(lock))) await sleep(RETRY_MS);
  }
}

async function create(lock: string, identity: string): Promise<boolean> {
  try {
    await writeFile(lock, identity, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeIfLeftBehind(lock: string): Promise<boolean> {
  const holder = await readFile(lock, 'utf8').catch(() => undefined);
  if (holder === undefined) return true;
  if (holder === '' ? await isYoung(lock) : await isRunning(holder)) return false;
  // Two processes may come to this line at once: what was moved away is looked at again before it is dropped.
  const aside = `${lock}.${process.pid}`;
  const moved = await rename(lock, aside).catch(() => 'gone');
  if (moved === 'gone') return true;
  if ((await readFile(aside, 'utf8')) !== holder) await rename(aside, lock);
  else await rm(aside, { force: true });
  return true;
}

async function isYoung(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < EMPTY_LOCK_AGE_MS;
}
