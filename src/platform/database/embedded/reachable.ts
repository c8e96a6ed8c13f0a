import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, canReach } from './account.ts';
import { programIn } from './binaries.ts';

/** PostgreSQL's programs where the account may run them: in place, else in a copy that is made once. */
export async function reachablePrograms(
  native: string,
  account: Account,
  sharedRoot: string,
): Promise<string> {
  if (account.uid === undefined || canReach(account, [programIn(native, 'postgres')])) return native;
  // The description beside the folder holds the version: an upgrade in the same place gets a new copy.
  const description = await readFile(join(dirname(native), 'package.json'), 'utf8');
  const copy = join(sharedRoot, `programs-${fingerprint(native + description)}`);
  if (existsSync(copy)) return copy;
  await mkdir(sharedRoot, { recursive: true, mode: 0o755 });
  const unfinished = await mkdtemp(`${copy}.`);
  await cp(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  await rename(join(unfinished, 'native'), copy);
  await rm(unfinished, { recursive: true, force: true });
  return copy;
}

/** The folder to keep the data in: the data directory, unless a closed parent keeps the account out of it. */
export async function reachableHome(dataDir: string, account: Account, sharedRoot: string): Promise<string> {
  if (account.uid === undefined || canReach(account, [dataDir])) return dataDir;
  const home = join(sharedRoot, fingerprint(dataDir));
  await mkdir(home, { recursive: true, mode: 0o755 });
  return home;
}

/** Data that root initialised in a user namespace and that nobody has to run from now on. */
export async function handOver(cluster: string, account: Account): Promise<void> {
  if (account.uid === undefined) return;
  if (!canReach(account, [dirname(cluster)])) {
    throw new Error(`the data in ${cluster} is root's, and no other user can reach it there. Move DATA_DIR.`);
  }
  await promisify(execFile)('chown', ['-R', `${account.uid}:${account.gid}`, cluster]);
}

export async function giveTo(account: Account, path: string): Promise<void> {
  if (account.uid !== undefined) await chown(path, account.uid, account.gid ?? account.uid);
}

const fingerprint = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
