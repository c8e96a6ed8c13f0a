import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entities } from '../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../src/platform/database/connect.ts';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { APPLICATION, onServer, ownerUrlOf, TEMPLATE } from './server.ts';

/** One PostgreSQL for the whole run (`TEST_DATABASE_URL`, or an embedded one), with a migrated template to copy. */
export default async function setUp(): Promise<void> {
  const stop = await startServer();
  await onServer((client) => client.query(`drop database if exists ${TEMPLATE} with (force)`));
  await onServer((client) => client.query(`create database ${TEMPLATE}`));
  await makeApplicationRole();
  const orm = await connectDatabase(ownerUrlOf(TEMPLATE), entities);
  await migrate(orm, APPLICATION);
  await orm.close();
  (globalThis as { stopTestServer?: () => Promise<void> }).stopTestServer = stop;
}

async function startServer(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL) {
    process.env.TEST_SERVER_URL = process.env.TEST_DATABASE_URL;
    return async () => {};
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'riskgraph-test-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  process.env.TEST_SERVER_URL = server.url;
  process.once('exit', () => killLeftBehind(join(dataDir, 'postgres', 'postmaster.pid')));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Needs the right to make roles, where `TEST_DATABASE_URL` names a server. */
async function makeApplicationRole(): Promise<void> {
  const password = randomBytes(24).toString('hex');
  process.env.TEST_APPLICATION_PASSWORD = password;
  await onServer(async (client) => {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [APPLICATION]);
    const command = rowCount === 0 ? 'create' : 'alter';
    await client.query(`${command} role ${APPLICATION} login password '${password}'`);
    // Whoever is no superuser may then still end the application's connections, as some tests do.
    await client.query(`grant ${APPLICATION} to current_user`);
  });
}

/** Where a run is broken off, nobody tears it down; after a clean stop there is no such file. */
function killLeftBehind(pidFile: string): void {
  if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
}
