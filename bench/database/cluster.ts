import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { built } from '../built.ts';

/** PostgreSQL as one would set it up for such a book. Commits wait for the disk, as they must. */
const SETTINGS: Record<string, string> = {
  shared_buffers: '1GB',
  effective_cache_size: '4GB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  random_page_cost: '1.1',
};

export interface Cluster {
  /** The process that started all others of this PostgreSQL. */
  postmasterPid: number;
  /** Of the database of this name; of the first one unless given. */
  url(database?: string): string;
  stop(): Promise<void>;
}

/** The project's own PostgreSQL, durable, in a directory of this run. */
export async function startCluster(dataDir: string): Promise<Cluster> {
  const { startEmbeddedPostgres } = await built<
    typeof import('../../src/platform/database/embedded/start-embedded-postgres.ts')
  >('platform/database/embedded/start-embedded-postgres.js');
  const unconfigured = await startEmbeddedPostgres({ dataDir, durable: true });
  await configure(unconfigured.url);
  await unconfigured.stop();
  const server = await startEmbeddedPostgres({ dataDir, durable: true });
  const pid = await postmasterPid(dataDir);
  // Its data is thrown away: where this run is broken off, so is it.
  const kill = () => process.kill(pid, 'SIGQUIT');
  process.once('exit', kill);
  return {
    postmasterPid: pid,
    url: (database) => (database ? withDatabase(server.url, database) : server.url),
    async stop() {
      process.off('exit', kill);
      await server.stop();
    },
  };
}

/** Runs statements on a connection of their own. */
export async function onDatabase<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A new database, like another one whom nobody is connected to. */
export async function copyDatabase(cluster: Cluster, from: string, name: string): Promise<string> {
  await onDatabase(cluster.url(), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template ${from}`);
  });
  return cluster.url(name);
}

const configure = (url: string) =>
  onDatabase(url, async (client) => {
    for (const [name, value] of Object.entries(SETTINGS)) {
      await client.query(`alter system set ${name} = '${value}'`);
    }
  });

async function postmasterPid(dataDir: string): Promise<number> {
  const file = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(file.split('\n')[0]);
}

const withDatabase = (url: string, database: string) =>
  Object.assign(new URL(url), { pathname: database }).href;
