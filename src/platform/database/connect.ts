import { fileURLToPath } from 'node:url';
import type { EntitySchema } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM } from '@mikro-orm/postgresql';
import { introduceClients } from './copy/pool-clients.ts';

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 10_000;

// dist/src/platform/database → dist/migrations; src/platform/database → migrations.
const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** The ORM's configuration: entities come from the subgraphs, migrations from the folder of that name. */
export const databaseConfig = (url: string, entities: EntitySchema[]) =>
  defineConfig({
    clientUrl: url,
    entities,
    extensions: [Migrator],
    pool: { max: POOL_SIZE },
    driverOptions: { connectionTimeoutMillis: CONNECT_TIMEOUT_MS },
    migrations: { path: MIGRATIONS, pathTs: MIGRATIONS, snapshot: false, silent: true },
    ensureDatabase: false,
  });

/** Opens the pool. Only PostgreSQL 15 or newer is served. */
export async function connectDatabase(url: string, entities: EntitySchema[]): Promise<MikroORM> {
  const orm = await MikroORM.init(databaseConfig(url, entities));
  introduceClients(await orm.em.getDriver().getConnection().getNativeClient());
  const [row] = await orm.em
    .getConnection()
    .execute<{ version: string }[]>("select current_setting('server_version_num') as version");
  if (Number(row?.version) < 150_000) {
    await orm.close();
    throw new Error('riskgraph needs PostgreSQL 15 or newer.');
  }
  return orm;
}
