import { extname } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import { Command, Option } from 'commander';
import { DECIMALS, type Decimals, FORMATS, type Format, isFormat } from '../gateway/reports/formats.ts';
import { sealAll } from '../platform/audit/seal/seal-pass.ts';
import { takeReport } from './report/take-report.ts';
import { withDatabase } from './with-database.ts';

interface Options {
  as: string;
  format?: Format;
  out?: string;
  variable: string[];
  list?: string;
  decimals?: Decimals;
}

export const reportCommand = new Command('report')
  .description('Write a report, as /reports/<name> answers it; this is recorded')
  .argument('<name>', 'the name of a trusted document')
  .requiredOption('--as <username>', 'on whose behalf: their rights count, and the audit log names them')
  .addOption(
    new Option('--format <format>', 'of the report; as the file is called, or csv, unless given').choices(
      FORMATS,
    ),
  )
  .option('--out <file>', 'where; the output unless given')
  .option('--variable <name=value>', 'a variable; again for each, and for each item of a list', collect, [])
  .option('--list <name>', 'which list, where the report has several')
  .addOption(new Option('--decimals <how>', 'in JSON').choices(DECIMALS))
  .action((name: string, options: Options) =>
    withDatabase(async ({ orm }) => {
      await run(name, options, orm);
      // No server may be running that would seal what is on record now.
      await sealAll(orm.em.fork().getKysely());
    }),
  );

function collect(value: string, values: string[]): string[] {
  return [...values, value];
}

async function run(name: string, { as, out, ...options }: Options, orm: MikroORM): Promise<void> {
  const format = options.format ?? formatOf(out) ?? 'csv';
  if (format === 'xlsx' && !out && process.stdout.isTTY)
    throw new Error('A workbook is nothing for a terminal: name a file with --out.');
  const given = new URLSearchParams(options.variable.map(readVariable));
  if (options.list) given.set('list', options.list);
  if (options.decimals) given.set('decimals', options.decimals);
  await takeReport({ name, as, format, given, out }, orm);
}

function formatOf(file: string | undefined): Format | undefined {
  const extension = extname(file ?? '').slice(1);
  return isFormat(extension) ? extension : undefined;
}

function readVariable(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--variable is <name>=<value>, not "${text}".`);
  return [text.slice(0, at), text.slice(at + 1)];
}
