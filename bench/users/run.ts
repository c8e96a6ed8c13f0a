import { builtFile } from '../built.ts';
import { type Cluster, onDatabase, startCluster } from '../database/cluster.ts';
import { portfoliosOf } from '../database/portfolios.ts';
import { tableSizes } from '../database/table-sizes.ts';
import { say } from '../progress.ts';
import { machineOf } from '../report/machine.ts';
import { type ServerPlan, type ServerProcess, startServer } from '../servers/server-process.ts';
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
  const portfolios = await portfoliosOf(databaseUrl, books);
  const plan = { script: builtFile('main.js'), databaseUrl, directory };

  say('Everybody signs in');
  // Elsewhere: so many from one address would be refused by the limits that they are to meet later.
  const users = await withServer({ ...plan, name: 'riskgraph-sign-in' }, ({ url }) =>
    signInAll(url, databaseUrl, portfolios),
  );
  return withServer({ ...plan, name: 'riskgraph', settings: SETTINGS }, async (server) => {
    say(`${users.length} users open pages for ${options.seconds} s`);
    return {
      takenAt: new Date().toISOString(),
      machine: await machineOf(databaseUrl),
      ...options,
      loans: books.reduce((sum, { size }) => sum + size, 0),
      ...(await measureCrowd(server, cluster, users, options)),
      tables: await tableSizes(databaseUrl),
    };
  });
}

async function withServer<Result>(
  plan: ServerPlan,
  work: (server: ServerProcess) => Promise<Result>,
): Promise<Result> {
  const server = await startServer(plan);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
