import { resolve } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import { Command } from 'commander';
import { entities } from '../gateway/subgraphs.ts';
import { asOwner, migrateAsOwner } from '../open-database.ts';
import { createMigration, isMigrationMissing } from '../platform/database/migration-snapshot.ts';
import { withDatabasePlace } from './with-database.ts';

const show = (done: string, migrations: { name: string }[]) =>
  console.log(
    migrations.length > 0 ? `${done}: ${migrations.map(({ name }) => name).join(', ')}` : 'Nothing to do.',
  );

export const migrateCommand = new Command('migrate')
  .description('Change the tables of the database, as their owner')
  .addCommand(
    new Command('up')
      .description('Run all migrations that have not run yet')
      .action(() => withDatabasePlace(async (place) => show('Migrated', await migrateAsOwner(place)))),
  )
  .addCommand(
    new Command('down')
      .description('Take the newest migration back, with the data in what it made')
      .action(() => withDatabasePlace((place) => asOwner(place, takeBack))),
  )
  .addCommand(
    new Command('create')
      .description('Write the migration that the changed entities need')
      .argument('[directory]', 'where the migrations are', 'migrations')
      .action(writeMigration),
  )
  .addCommand(
    new Command('check')
      .description('Fail if the entities have changed since the newest migration; needs no database')
      .argument('[directory]', 'where the migrations are', 'migrations')
      .action(checkMigrations),
  );

const takeBack = async ({ migrator }: MikroORM) => show('Taken back', await migrator.down());

async function writeMigration(directory: string): Promise<void> {
  const name = await withDatabasePlace(({ ownerUrl }) =>
    createMigration(ownerUrl, resolve(directory), entities),
  );
  console.log(name ? `Written: ${name}. Read it, and give it a way back.` : 'The entities have not changed.');
}

async function checkMigrations(directory: string): Promise<void> {
  if (await isMigrationMissing(resolve(directory), entities)) {
    throw new Error('The entities have changed: a migration is missing.');
  }
  console.log('The migrations are up to date.');
}
