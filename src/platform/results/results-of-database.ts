import type { MikroORM, SqlEntityManager } from '@mikro-orm/postgresql';
import { log } from '../log.ts';
import { KeptResults } from './kept-results.ts';
import { runningCode } from './running-code.ts';
import { SharedResults } from './shared-results.ts';

/** By the driver, which every EntityManager of a database has in common. */
const resultsByDriver = new WeakMap<object, KeptResults>();

/**
 * From now on, finished results are kept for this database: in this process, and in Redis where there is one. Whoever
 * opens a database without this computes everything anew. Replicas have the same rows in the same versions.
 */
export async function keepResults(
  orm: MikroORM,
  redisUrl: string | undefined,
  replicas: MikroORM[] = [],
): Promise<KeptResults> {
  const shared = redisUrl ? await sharedResults(orm, redisUrl) : undefined;
  const results = new KeptResults(shared);
  for (const { em } of [orm, ...replicas]) resultsByDriver.set(em.getDriver(), results);
  return results;
}

/** The results kept for the database of an EntityManager, if they are kept. */
export const keptResultsOf = (em: SqlEntityManager): KeptResults | undefined =>
  resultsByDriver.get(em.getDriver());

async function sharedResults(orm: MikroORM, redisUrl: string): Promise<SharedResults | undefined> {
  const database = await identityOf(orm);
  if (database) return new SharedResults(redisUrl, `${database}:${await runningCode()}`);
  log.warn('The database may not say which one it is: finished results are not shared in Redis.');
  return undefined;
}

/** Tells this database from all others: two of them may well have the same keys and versions. */
async function identityOf(orm: MikroORM): Promise<string | undefined> {
  const identity = `
    select c.system_identifier || '-' || d.oid as name
    from pg_control_system() c, pg_database d where d.datname = current_database()`;
  const rows = await orm.em
    .fork()
    .execute<{ name: string }[]>(identity)
    .catch(() => []);
  return rows[0]?.name;
}
