import { Command } from 'commander';
import { interruptible } from './backup/interruption.ts';
import { rehearse } from './restore/rehearse.ts';
import { restoreBackup } from './restore/restore-backup.ts';
import { withDatabasePlace } from './with-database.ts';

export const restoreCommand = new Command('restore')
  .description(
    'Restore a backup into an empty database, and verify it; exit with 1 where it is not what it was',
  )
  .argument('<dump>', 'as backup wrote it, with its other two files beside it')
  .option('--rehearse', 'into a database that is made for it on the same server, and dropped then')
  .action((dump: string, options: { rehearse?: boolean }) =>
    withDatabasePlace((place) =>
      interruptible(async (signal) => {
        const isWell = await (options.rehearse ? rehearse : restoreBackup)(place, dump, signal);
        console.log(
          isWell ? 'All of it is as it was.' : 'IT IS NOT WHAT IT WAS: nobody should be served from it.',
        );
        if (!isWell) process.exitCode = 1;
      }),
    ),
  );
