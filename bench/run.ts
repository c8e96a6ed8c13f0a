import { books } from './books.ts';
import { type Cluster, onDatabase, startCluster } from './database/cluster.ts';
import { makePeople } from './database/people.ts';
import type { Options } from './options.ts';
import { say } from './progress.ts';
import { machineOf } from './report/machine.ts';
import type { Results } from './report/results.ts';
import { runOnBook } from './run-on-book.ts';
import { runOnImports } from './run-on-imports.ts';

/** The same accounts and portfolios, without loans: what all other databases begin as. */
const PEOPLE = 'people';

/** Starts everything, measures what was asked for and stops everything. */
export async function run(options: Options, directory: string): Promise<Results> {
  say('PostgreSQL, accounts and portfolios');
  const cluster = await startCluster(`${directory}/data`);
  try {
    const ground = { cluster, people: PEOPLE, books: books(options), directory };
    await onDatabase(cluster.url(), (client) => client.query(`create database ${PEOPLE}`));
    await makePeople(cluster.url(PEOPLE), ground.books, directory);
    const results = await emptyResults(cluster, options);
    if (options.measures.some((measure) => measure !== 'I1')) await runOnBook(ground, options, results);
    if (options.measures.includes('I1')) await runOnImports(ground, options, results);
    return results;
  } finally {
    await cluster.stop();
  }
}

/** A run that has measured nothing yet. */
const emptyResults = async (cluster: Cluster, { seconds, rounds }: Options): Promise<Results> => ({
  takenAt: new Date().toISOString(),
  machine: await machineOf(cluster.url()),
  seconds,
  rounds,
  readings: [],
  missing: [],
  failures: [],
  firstReads: [],
  writings: [],
  importings: [],
  neighbours: null,
  profile: null,
  peakMemory: [],
});
