import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { Argument, Command } from 'commander';
import { graphAs, openGraph } from '../graph-as.ts';
import { sealAll } from '../platform/audit/seal/seal-pass.ts';
import { systemClock } from '../platform/clock.ts';
import { LONG_DEADLINE_MS, withDeadline } from '../platform/deadline.ts';
import { type ImportFlags, importFile } from './import-file.ts';
import { showProgress } from './progress.ts';
import { writeRejectedRows } from './rejected-rows.ts';
import { reportRates, reportRun } from './report-run.ts';
import { withDatabase } from './with-database.ts';

interface Options extends ImportFlags {
  as: string;
  portfolio?: string;
  errors?: string;
}

export const importCommand = new Command('import')
  .description('Import a CSV file, as the mutation of the same name does')
  .addArgument(
    new Argument('<kind>', 'what the file holds').choices(['loans', 'rating-history', 'default-rates']),
  )
  .argument('<file>', 'the CSV file')
  .requiredOption('--as <username>', 'on whose behalf: their rights count, and the audit log names them')
  .option('--portfolio <id or name>', 'which portfolio (for loans and rating history)')
  .option('--dry-run', 'show what would happen and change nothing', false)
  .option('--reject-all', 'import nothing if any row is wrong', false)
  .option('--errors <file>', 'write what is wrong with the rows there, as CSV')
  .option('--update', 'update what exists already, instead of refusing the row', false)
  .action((kind: string, file: string, options: Options) =>
    withDatabase(async ({ orm }) => {
      await run(kind, file, options, orm);
      // No server may be running that would seal what is on record now.
      await sealAll(orm.em.fork().getKysely());
    }),
  );

async function run(kind: string, file: string, options: Options, orm: MikroORM): Promise<void> {
  // Nothing is signed here, so that any secret does.
  const open = await openGraph(orm, randomBytes(32).toString('hex'), systemClock);
  const graph = await graphAs(open, options.as);
  const { size } = await stat(file).catch(() => {
    throw new Error(`There is no file "${file}".`);
  });
  const progress = showProgress(size);
  const request = { kind, file, ...options, onBytes: progress.advance };
  const outcome = await withDeadline(LONG_DEADLINE_MS, () => importFile(graph, request)).finally(
    progress.stop,
  );
  if (outcome.rates) reportRates(outcome.rates);
  else if (outcome.run) reportRun(outcome.run);
  if (outcome.run && options.errors) await writeRejectedRows(graph, outcome.run.id, options.errors);
}
