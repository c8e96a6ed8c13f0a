import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';

const CONNECT_TIMEOUT_MS = 1_000;
const QUERY_TIMEOUT_MS = 800;

/**
 * Whether the database takes a connection and answers on it, within two seconds. A connection of its own: the pool's
 * may all be busy, which is no reason to send callers elsewhere.
 */
export async function databaseAnswers(orm: MikroORM): Promise<boolean> {
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
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    client.end().catch(() => {});
  }
}
