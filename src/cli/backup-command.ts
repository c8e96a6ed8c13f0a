import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { DatabasePlace } from '../open-database.ts';
import { databaseOf } from '../platform/database/addresses.ts';
import { readSettings } from '../settings.ts';
import { interruptible } from './backup/interruption.ts';
import { type MadeBackup, makeBackup } from './backup/make-backup.ts';
import { clearUnfinished, type Keep, prune } from './backup/retention.ts';
import { withDatabasePlace } from './with-database.ts';

type Options = { [Rule in keyof Keep as `keep${Capitalize<Rule>}`]?: number };

export const backupCommand = new Command('backup')
  .description('Dump the database, as its owner, with checksums and what the dump is of')
  .argument('[directory]', 'where to; backups/ in DATA_DIR unless given')
  .option('--keep-daily <n>', 'delete older backups, but the newest of each of the last n days', count)
  .option('--keep-weekly <n>', 'and of each of the last n weeks', count)
  .option('--keep-monthly <n>', 'and of each of the last n months', count)
  .action((directory: string | undefined, options: Options) =>
    withDatabasePlace((place) =>
      interruptible((signal) => run(place, directory ?? defaultDirectory(), options, signal)),
    ),
  );

const defaultDirectory = () => join(readSettings(process.env).dataDir, 'backups');

async function run(
  place: DatabasePlace,
  directory: string,
  { keepDaily = 0, keepWeekly = 0, keepMonthly = 0 }: Options,
  signal: AbortSignal,
): Promise<void> {
  const database = databaseOf(place.ownerUrl);
  tell(await makeBackup(place, directory, database, signal));
  await clearUnfinished(directory, database, new Date());
  const keep = { daily: keepDaily, weekly: keepWeekly, monthly: keepMonthly };
  if (Object.values(keep).every((number) => number === 0)) return;
  for (const { dump } of await prune(directory, database, keep)) console.log(`Deleted: ${dump}`);
}

function tell({ dump, manifest, bytes, described }: MadeBackup): void {
  const rows = Object.values(described.rows).reduce((sum, number) => sum + number, 0);
  console.log(`Written: ${dump} (${rows} rows, ${bytes} bytes)`);
  console.log(
    `${manifest} has the heads of ${described.auditHeads.length} audit chains: keep a copy elsewhere.`,
  );
}

function count(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 1 to 9999.');
}
