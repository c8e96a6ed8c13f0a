import type { EntitySchema } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { databaseConfig } from './connect.ts';

// The snapshot beside the migrations holds the tables as the entities described them when the newest was made.
// Running migrations must not touch it: what they find in a database (foreign keys, search indexes) is more.

const withSnapshot = (url: string, directory: string, entities: EntitySchema[]) => {
  const migrations = { path: directory, pathTs: directory, snapshotName: 'snapshot', emit: 'ts' } as const;
  return new MikroORM({ ...databaseConfig(url, entities), migrations });
};

/** Whether the entities have changed since the newest migration; needs no database. */
export const isMigrationMissing = (directory: string, entities: EntitySchema[]): Promise<boolean> =>
  withSnapshot('postgresql://nobody@127.0.0.1:1/none', directory, entities).migrator.checkSchema();

/** Writes the migration from the snapshot to the entities, and the new snapshot; null where nothing changed. */
export async function createMigration(
  url: string,
  directory: string,
  entities: EntitySchema[],
): Promise<string | null> {
  const orm = withSnapshot(url, directory, entities);
  try {
    return (await orm.migrator.create()).fileName || null;
  } finally {
    await orm.close();
  }
}
