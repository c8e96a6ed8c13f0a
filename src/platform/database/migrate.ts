import type { MikroORM } from '@mikro-orm/postgresql';

/** Any number that nothing else on the database locks. */
const MIGRATION_LOCK = 7_412_553;

/** Runs what has not run yet. Of several processes that start at once, one migrates and the others wait for it. */
export async function migrate(orm: MikroORM): Promise<{ name: string }[]> {
  return orm.em.fork().transactional(async (em) => {
    await em.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    return orm.migrator.up();
  });
}
