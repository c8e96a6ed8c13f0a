import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A backup is three files: the dump, and beside it what it is of and what both weigh in SHA-256. */
export interface BackupFiles {
  dump: string;
  manifest: string;
  checksums: string;
}

export interface Backup extends BackupFiles {
  /** To the second. */
  madeAt: Date;
}

/** What a dump is called until all of its backup is there. */
export const UNFINISHED = '.part';

/** The files of the backup whose dump is called so. Throws where a dump is not called like that. */
export function filesOf(dump: string): BackupFiles {
  if (!dump.endsWith('.dump'))
    throw new Error(`${dump}: a backup is named by its file that ends with .dump.`);
  const stem = dump.slice(0, -'.dump'.length);
  return { dump, manifest: `${stem}.json`, checksums: `${stem}.sha256` };
}

/** Files are called after the database, so that those of several can share a directory, and after the second. */
export function newBackupFiles(directory: string, database: string, now: Date): BackupFiles {
  const stamp = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  return filesOf(join(directory, `${encodeURIComponent(database)}-${stamp}.dump`));
}

const STAMP = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.dump$/;

/** What stands of a database in a directory, under names of ours, the newest first; or what was left unfinished. */
export async function backupsIn(directory: string, database: string, unfinished = false): Promise<Backup[]> {
  const prefix = `${encodeURIComponent(database)}-`;
  const suffix = unfinished ? UNFINISHED : '';
  const names = (await readdir(directory)).filter((name) => name.startsWith(prefix) && name.endsWith(suffix));
  const found = names.flatMap((name) => {
    const dump = name.slice(0, name.length - suffix.length);
    const stamp = STAMP.exec(dump.slice(prefix.length));
    if (!stamp) return [];
    const [year, month, day, hour, minute, second] = stamp.slice(1);
    const madeAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    return [{ ...filesOf(join(directory, dump)), madeAt }];
  });
  return found.sort((one, other) => other.madeAt.getTime() - one.madeAt.getTime());
}
