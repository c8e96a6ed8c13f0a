import type { MikroORM } from '@mikro-orm/postgresql';
import { grantToApplication, requireRole } from './roles.ts';

/** Any number that nothing else on the database locks. */
const MIGRATION_LOCK = 7_412_553;

/**
 * Runs what has not run yet, as the owner, and gives the application's role its rights, where that is another. Of
 * several processes that start at once, one migrates and the others wait for it.
 */
export async function migrate(orm: MikroORM, application?: string): Promise<{ name: string }[]> {
  return orm.em.fork().transactional(async (em) => {
    if (application) await requireRole(em, application);
    await em.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    const migrations = await orm.migrator.up();
    if (application) await grantToApplication(em, application);
    return migrations;
  });
}
