import { readdir } from 'node:fs/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';

const CONNECT_TIMEOUT_MS = 1_000;
const QUERY_TIMEOUT_MS = 800;

/** How the database does. */
export interface DatabaseState {
  answers: boolean;
  /** From asking for a connection to the answer on it, or to giving up. */
  latencyMs: number;
  /** PostgreSQL's; null where it does not answer. */
  version: string | null;
  /** Migrations of this release that have not run on it. */
  pendingMigrations: string[];
}

/**
 * Whether the database takes a connection and answers on it, within two seconds. A connection of its own: the pool's
 * may all be busy, which is no reason to send callers elsewhere.
 */
export async function databaseState(orm: MikroORM): Promise<DatabaseState> {
  const startedAt = performance.now();
  const answer = await ask(orm).catch(() => null);
  const latencyMs = Math.round(performance.now() - startedAt);
  if (!answer) return { answers: false, latencyMs, version: null, pendingMigrations: [] };
  const pendingMigrations = (await migrationsOf(orm)).filter((name) => !answer.migrations.includes(name));
  return { answers: true, latencyMs, version: answer.version, pendingMigrations };
}

const STATE = `
  select current_setting('server_version') as version,
    array(select name::text from mikro_orm_migrations) as migrations`;

async function ask(orm: MikroORM): Promise<{ version: string; migrations: string[] }> {
  const { options } = await orm.em.getDriver().getConnection().getNativeClient();
  const client = new pg.Client({
    ...options,
    // Not among what a spread copies.
    password: options.password,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query(STATE);
    return rows[0];
  } finally {
    client.end().catch(() => {});
  }
}

/** The names of this release's migrations, as the database keeps them. */
export async function migrationsOf(orm: MikroORM): Promise<string[]> {
  const files = await readdir(orm.config.get('migrations').path as string);
  return files.filter((file) => /^Migration\d+\.[jt]s$/.test(file)).map((file) => file.slice(0, -3));
}
