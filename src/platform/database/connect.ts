import { fileURLToPath } from 'node:url';
import type { EntitySchema } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM } from '@mikro-orm/postgresql';
import pg, { type Pool } from 'pg';
import { REQUEST_DEADLINE_MS } from '../deadline.ts';
import { introduceClients } from './copy/pool-clients.ts';
import { guardPool } from './pool/guard-pool.ts';
import { GuardedClient } from './pool/guarded-client.ts';
import { measurePool } from './pool/pool-metrics.ts';

const POOL_SIZE = 10;
/** For a new connection, or for one of the pool's to come free. Shorter than a request's deadline. */
const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_DELAY_MS = 10_000;

/** What the server itself ends, should this process die or hang. Zero: nothing. */
export interface SessionLimits {
  statementTimeoutMs: number;
  idleInTransactionTimeoutMs: number;
}

const SERVING: SessionLimits = {
  statementTimeoutMs: REQUEST_DEADLINE_MS,
  idleInTransactionTimeoutMs: 30_000,
};

/** Migrations take as long as they take. */
export const UNLIMITED: SessionLimits = { statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 };

// dist/src/platform/database → dist/migrations; src/platform/database → migrations.
const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** The ORM's configuration: entities come from the subgraphs, migrations from the folder of that name. */
export const databaseConfig = (url: string, entities: EntitySchema[], limits = SERVING) =>
  defineConfig({
    clientUrl: url,
    entities,
    extensions: [Migrator],
    pool: { max: POOL_SIZE },
    driverOptions: {
      Client: GuardedClient,
      application_name: 'riskgraph',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      // The mapper reads no `sslmode` in the address, and would go on in the clear.
      ssl: new pg.Client({ connectionString: url }).ssl,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
      statement_timeout: limits.statementTimeoutMs,
      idle_in_transaction_session_timeout: limits.idleInTransactionTimeoutMs,
      // What is acknowledged is on the disk, whatever the server's default is.
      options: '-c synchronous_commit=on',
    },
    migrations: { path: MIGRATIONS, pathTs: MIGRATIONS, snapshot: false, silent: true },
    ensureDatabase: false,
  });

/** Opens the pool. Only PostgreSQL 15 or newer is served. */
export async function connectDatabase(
  url: string,
  entities: EntitySchema[],
  limits = SERVING,
): Promise<MikroORM> {
  const { orm, pool } = await openPool(url, entities, limits);
  introduceClients(pool);
  measurePool(pool);
  const [row] = await orm.em
    .getConnection()
    .execute<{ version: string }[]>("select current_setting('server_version_num') as version");
  if (Number(row?.version) < 150_000) {
    await orm.close();
    throw new Error('riskgraph needs PostgreSQL 15 or newer.');
  }
  return orm;
}

/** A pool that keeps deadlines; nothing is asked of the server yet, which may be away. */
export async function openPool(
  url: string,
  entities: EntitySchema[],
  limits = SERVING,
): Promise<{ orm: MikroORM; pool: Pool }> {
  const orm = await MikroORM.init(databaseConfig(url, entities, limits));
  const pool = await orm.em.getDriver().getConnection().getNativeClient();
  guardPool(pool);
  return { orm, pool };
}
