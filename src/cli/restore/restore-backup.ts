import type { MikroORM } from '@mikro-orm/postgresql';
import { asOwner, type DatabasePlace, migrateAsOwner } from '../../open-database.ts';
import { migrationsOf } from '../../platform/database/database-state.ts';
import { requireRole, roleOf } from '../../platform/database/roles.ts';
import { filesOf } from '../backup/backup-files.ts';
import { requireChecksums } from '../backup/checksums.ts';
import { requireClient, runClient } from '../backup/client-program.ts';
import { type Manifest, readManifest } from '../backup/manifest.ts';
import { rowCounts } from '../backup/row-counts.ts';
import { requireEmpty } from './require-empty.ts';
import { step } from './step.ts';
import { verifyRestored } from './verify-restored.ts';

/**
 * Restores a backup into an empty database, brings it up to date and verifies it; says what it finds. Nothing is there
 * of a backup that cannot be restored. Answers whether all of it is as it was.
 */
export async function restoreBackup(
  place: DatabasePlace,
  dump: string,
  signal: AbortSignal,
): Promise<boolean> {
  const files = filesOf(dump);
  await step('Checksums agree', () => requireChecksums(files));
  const manifest = await readManifest(files.manifest);
  console.log(`A backup of ${manifest.createdAt}, by riskgraph ${manifest.version}`);
  await requireClient('pg_restore', { version: manifest.pgDump, of: 'the dump' }, place.ownerUrl);
  await asOwner(place, (orm) => requirePlace(place, orm, manifest));
  await step('Restored', () => load(place, dump, signal));
  const isWhole = await asOwner(place, (orm) => isAsCounted(orm, manifest));
  await step('Migrated, rights given', () => migrateAsOwner(place));
  const isIntact = await asOwner(place, (orm) => verifyRestored(orm, manifest));
  return isWhole && isIntact;
}

async function requirePlace(
  { url, ownerUrl }: DatabasePlace,
  orm: MikroORM,
  manifest: Manifest,
): Promise<void> {
  const known = await migrationsOf(orm);
  const unknown = manifest.migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `The backup is of riskgraph ${manifest.version}, with migrations that this one does not know: ` +
        `${unknown.join(', ')}. Restore it with that release or a newer one.`,
    );
  }
  await requireEmpty(orm.em);
  if (roleOf(url) !== roleOf(ownerUrl)) await requireRole(orm.em, roleOf(url));
}

/** All or nothing. Rows come before triggers do, so that none fires; owner and rights are this place's. */
async function load({ ownerUrl }: DatabasePlace, dump: string, signal: AbortSignal): Promise<void> {
  // An address without anything in it: all of it is in the environment.
  const target = ['--dbname=postgresql://', '--no-password'];
  const how = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges'];
  await runClient('pg_restore', [...target, ...how, dump], ownerUrl, signal);
}

async function isAsCounted({ em }: MikroORM, { rows }: Manifest): Promise<boolean> {
  const found = await rowCounts(em);
  const other = Object.keys({ ...rows, ...found }).filter((table) => rows[table] !== found[table]);
  console.log(
    `Rows: ${Object.entries(found)
      .map(([table, count]) => `${table} ${count}`)
      .join(', ')}`,
  );
  for (const table of other) console.log(`${table} HAD ${rows[table] ?? 'none'}`);
  return other.length === 0;
}
