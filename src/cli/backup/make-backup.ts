import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { IsolationLevel } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { asOwner, type DatabasePlace } from '../../open-database.ts';
import { type BackupFiles, newBackupFiles, UNFINISHED } from './backup-files.ts';
import { checksumLine, sha256, sha256Of } from './checksums.ts';
import { requireClient, runClient } from './client-program.ts';
import { describeDatabase, serverVersion } from './describe-database.ts';
import { type Manifest, writtenManifest } from './manifest.ts';

/** Reads a book whole: for its owner, and nobody else. */
const OWNERS_ALONE = 0o600;

export interface MadeBackup extends BackupFiles {
  described: Manifest;
  bytes: number;
}

/** Dumps a database, as its owner, with a description of the same state of it. The dump has its name once all is there. */
export async function makeBackup(
  place: DatabasePlace,
  directory: string,
  database: string,
  signal: AbortSignal,
): Promise<MadeBackup> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const files = newBackupFiles(resolve(directory), database, new Date());
  return asOwner(place, ({ em }) =>
    em.fork().transactional((snapshot) => writeBackup(snapshot, place.ownerUrl, files, signal), {
      isolationLevel: IsolationLevel.REPEATABLE_READ,
      readOnly: true,
    }),
  );
}

async function writeBackup(
  em: SqlEntityManager,
  url: string,
  files: BackupFiles,
  signal: AbortSignal,
): Promise<MadeBackup> {
  const server = { version: await serverVersion(em), of: 'the server' };
  const pgDump = await requireClient('pg_dump', server, url);
  const described = { ...(await describeDatabase(em)), pgDump };
  const unfinished = files.dump + UNFINISHED;
  const written = [await writeNew(unfinished)];
  try {
    await dump(em, unfinished, url, signal);
    const bytes = await synced(unfinished);
    const text = writtenManifest(described);
    written.push(await writeNew(files.manifest, text));
    const sums =
      checksumLine(await sha256Of(unfinished), files.dump) + checksumLine(sha256(text), files.manifest);
    written.push(await writeNew(files.checksums, sums));
    await rename(unfinished, files.dump);
    await synced(dirname(files.dump));
    return { ...files, described, bytes };
  } catch (error) {
    for (const file of written) await rm(file, { force: true });
    throw error;
  }
}

/** In the snapshot of the transaction of `em`; what cannot be read again is no dump. */
async function dump(em: SqlEntityManager, file: string, url: string, signal: AbortSignal): Promise<void> {
  const [row] = await em.execute<{ snapshot: string }[]>('select pg_export_snapshot() as snapshot');
  const args = ['--format=custom', `--file=${file}`, `--snapshot=${row?.snapshot}`, '--no-password'];
  await runClient('pg_dump', args, url, signal);
  await runClient('pg_restore', ['--list', file], url, signal);
}

/** Never writes over what is there. */
const writeNew = async (file: string, text = ''): Promise<string> =>
  withHandle(file, 'wx', async (handle) => {
    await handle.writeFile(text);
    await handle.sync();
    return file;
  });

/** Its size, once it is on the disk. */
const synced = (file: string): Promise<number> =>
  withHandle(file, 'r', async (handle) => {
    await handle.sync();
    return (await handle.stat()).size;
  });

async function withHandle<Result>(
  file: string,
  flags: string,
  work: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  const handle = await open(file, flags, OWNERS_ALONE);
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}
