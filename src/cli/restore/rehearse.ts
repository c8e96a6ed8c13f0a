import { randomBytes } from 'node:crypto';
import { asOwner, type DatabasePlace } from '../../open-database.ts';
import { addressOf } from '../../platform/database/addresses.ts';
import { restoreBackup } from './restore-backup.ts';

/** Restores a backup into a database that is made for it on the same server, and dropped whatever happens. */
export async function rehearse(place: DatabasePlace, dump: string, signal: AbortSignal): Promise<boolean> {
  const name = `riskgraph_rehearsal_${randomBytes(4).toString('hex')}`;
  const rehearsal = { ...place, url: addressOf(place.url, name), ownerUrl: addressOf(place.ownerUrl, name) };
  // Not what somebody has added to the usual template.
  await execute(place, `create database ${name} template template0`);
  try {
    return await restoreBackup(rehearsal, dump, signal);
  } finally {
    // Not by force, which needs a superuser where PostgreSQL itself is cleaning up in it; without, it makes way.
    await execute(place, `drop database ${name}`);
    console.log(`The database of the rehearsal, ${name}, is dropped.`);
  }
}

const execute = (place: DatabasePlace, statement: string) =>
  asOwner(place, ({ em }) => em.getConnection().execute(statement));
