import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inOwnDirectory } from '../servers/own-directory.ts';
import { missed } from './figures.ts';
import { type LoadOptions, readLoadOptions, USAGE } from './options.ts';
import type { LoadResults } from './results.ts';
import { runLoad } from './run.ts';
import { textOf } from './text.ts';

const RESULTS = join(import.meta.dirname, '../results');

// An ordinary end: what was started is ended, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const options = fromCommandLine();
if (options) {
  const results = await inOwnDirectory((directory) => runLoad(options, directory));
  console.log(`\n${textOf(results)}\n`);
  await keep(results, options.name);
  for (const fault of missed(results.all, options)) {
    console.error(`MISSED: ${fault}`);
    process.exitCode = 1;
  }
}

function fromCommandLine(): LoadOptions | null {
  try {
    return readLoadOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 1;
    return null;
  }
}

async function keep(results: LoadResults, name: string): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
  console.log(`Kept in bench/results/${name}.json`);
}
