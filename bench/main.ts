import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Options, readOptions, USAGE } from './options.ts';
import { chartOf } from './report/chart.ts';
import type { Results } from './report/results.ts';
import { textOf } from './report/text.ts';
import { run } from './run.ts';
import { inOwnDirectory } from './servers/own-directory.ts';

const RESULTS = join(import.meta.dirname, 'results');

// An ordinary end: what was started is ended, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const options = fromCommandLine();
if (options) {
  const results = await inOwnDirectory((directory) => run(options, directory));
  console.log(`\n${textOf(results)}`);
  await keep(results, options.name);
  if (results.failures.length > 0) process.exitCode = 1;
}

function fromCommandLine(): Options | null {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 1;
    return null;
  }
}

async function keep(results: Results, name: string): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(join(RESULTS, `${name}.svg`), chartOf(results));
  console.log(`Kept in bench/results/${name}.json and ${name}.svg`);
}
