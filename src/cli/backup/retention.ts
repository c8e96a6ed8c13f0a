import { rm } from 'node:fs/promises';
import { type Backup, backupsIn, UNFINISHED } from './backup-files.ts';

/** Of how many days, weeks and months that have a backup the newest one stays. */
export interface Keep {
  daily: number;
  weekly: number;
  monthly: number;
}

const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday; weeks begin on Mondays. */
const DAYS_BEFORE_MONDAY = 3;

const PERIODS: Record<keyof Keep, (day: Date) => string> = {
  daily: (at) => at.toISOString().slice(0, 10),
  weekly: (at) => String(Math.floor((at.getTime() / DAY_MS + DAYS_BEFORE_MONDAY) / 7)),
  monthly: (at) => at.toISOString().slice(0, 7),
};

/** Which of the backups, the newest first, nothing keeps. The newest always stays. */
export function beyond(backups: Backup[], keep: Keep): Backup[] {
  const kept = new Set(backups.slice(0, 1));
  for (const rule of Object.keys(PERIODS) as (keyof Keep)[]) {
    const newest = new Map<string, Backup>();
    for (const backup of backups) {
      const period = PERIODS[rule](backup.madeAt);
      if (!newest.has(period)) newest.set(period, backup);
    }
    for (const backup of [...newest.values()].slice(0, keep[rule])) kept.add(backup);
  }
  return backups.filter((backup) => !kept.has(backup));
}

/** Deletes what nothing keeps; answers which. A dump goes first: what is left of a backup that is not whole looks it. */
export async function prune(directory: string, database: string, keep: Keep): Promise<Backup[]> {
  const old = beyond(await backupsIn(directory, database), keep);
  for (const { dump, manifest, checksums } of old) {
    for (const file of [dump, manifest, checksums]) await rm(file, { force: true });
  }
  return old;
}

/** Deletes what a backup that was killed left, once none can still be at it. */
export async function clearUnfinished(directory: string, database: string, now: Date): Promise<void> {
  const left = await backupsIn(directory, database, true);
  for (const { dump, madeAt } of left) {
    if (now.getTime() - madeAt.getTime() > DAY_MS) await rm(dump + UNFINISHED, { force: true });
  }
}
