import { builtFile } from '../built.ts';
import { type Cluster, onDatabase, startCluster } from '../database/cluster.ts';
import { portfoliosOf } from '../database/portfolios.ts';
import { tableSizes } from '../database/table-sizes.ts';
import { say } from '../progress.ts';
import { machineOf } from '../report/machine.ts';
import { startServer } from '../servers/server-process.ts';
import { measureCrowd } from './crowd.ts';
import type { LoadOptions } from './options.ts';
import type { LoadResults } from './results.ts';
import { signInAll } from './sign-in-all.ts';
import { booksOf, makeTenants } from './tenants.ts';

const DATABASE = 'tenants';
/** As it is unless set otherwise: users are to meet it where they would. */
const SETTINGS = { RATE_LIMIT_PER_MINUTE: '100' };

/** Starts a PostgreSQL and fills it, lets the users come, and stops everything. */
export async function runLoad(options: LoadOptions, directory: string): Promise<LoadResults> {
  say('PostgreSQL, tenants, accounts and books');
  const cluster = await startCluster(`${directory}/data`);
  try {
    await onDatabase(cluster.url(), (client) => client.query(`create database ${DATABASE}`));
    return await runOn(cluster, options, directory);
  } finally {
    await cluster.stop();
  }
}

async function runOn(cluster: Cluster, options: LoadOptions, directory: string): Promise<LoadResults> {
  const databaseUrl = cluster.url(DATABASE);
  const books = booksOf(options.users);
  await makeTenants(databaseUrl, books, directory);
  const plan = {
    name: 'riskgraph',
    script: builtFile('main.js'),
    databaseUrl,
    directory,
    settings: SETTINGS,
  };
  const server = await startServer(plan);
  try {
    say('Everybody signs in');
    const users = await signInAll(server.url, databaseUrl, await portfoliosOf(databaseUrl, books));
    say(`${users.length} users open pages for ${options.seconds} s`);
    return {
      takenAt: new Date().toISOString(),
      machine: await machineOf(databaseUrl),
      ...options,
      loans: books.reduce((sum, { size }) => sum + size, 0),
      ...(await measureCrowd(server, cluster, users, options)),
      tables: await tableSizes(databaseUrl),
    };
  } finally {
    await server.stop();
  }
}
