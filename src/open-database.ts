import type { MikroORM } from '@mikro-orm/postgresql';
import { entities } from './gateway/subgraphs.ts';
import { connectDatabase, type SessionLimits, UNLIMITED } from './platform/database/connect.ts';
import { startEmbeddedPostgres } from './platform/database/embedded/start-embedded-postgres.ts';
import { migrate } from './platform/database/migrate.ts';
import { noteWritesInto } from './platform/database/replicas/own-writes.ts';
import { roleOf } from './platform/database/roles.ts';
import type { Settings } from './settings.ts';

/** Where the database of the settings is. */
export interface DatabasePlace {
  /** As the application. */
  url: string;
  /** As whom owns the tables and changes them; the application itself where nobody else was named. */
  ownerUrl: string;
  leave(): Promise<void>;
}

/** Works as the application. */
export interface OpenDatabase {
  orm: MikroORM;
  url: string;
  close(): Promise<void>;
}

/** The database of the settings, or an embedded one in `dataDir`, started if it does not run yet. */
export async function findDatabase(settings: Settings): Promise<DatabasePlace> {
  const { databaseUrl, databaseOwnerUrl, dataDir } = settings;
  if (databaseUrl) {
    return { url: databaseUrl, ownerUrl: databaseOwnerUrl ?? databaseUrl, leave: async () => {} };
  }
  const server = await startEmbeddedPostgres({ dataDir, durable: true });
  return { url: server.applicationUrl, ownerUrl: server.url, leave: () => server.stop() };
}

/** Opens the application's pool, after what must be prepared by somebody else. */
export async function openDatabase(
  settings: Settings,
  prepare: (place: DatabasePlace) => Promise<unknown> = async () => {},
  limits?: SessionLimits,
): Promise<OpenDatabase> {
  const place = await findDatabase(settings);
  try {
    await prepare(place);
    const orm = await connectDatabase(place.url, entities, limits);
    if (settings.databaseReplicaUrls.length > 0) noteWritesInto(orm);
    const close = async () => {
      await orm.close();
      await place.leave();
    };
    return { orm, url: place.url, close };
  } catch (error) {
    await place.leave();
    throw error;
  }
}

/** Runs `work` on connections of the owner's, which are closed then. It takes as long as it takes. */
export async function asOwner<Result>(
  { ownerUrl }: DatabasePlace,
  work: (orm: MikroORM) => Promise<Result>,
): Promise<Result> {
  const orm = await connectDatabase(ownerUrl, entities, UNLIMITED);
  try {
    return await work(orm);
  } finally {
    await orm.close();
  }
}

/** Brings the tables up to date, as their owner, and gives the application its rights on them. */
export function migrateAsOwner(place: DatabasePlace): Promise<{ name: string }[]> {
  const application = roleOf(place.url);
  const isOwner = application === roleOf(place.ownerUrl);
  return asOwner(place, (orm) => migrate(orm, isOwner ? undefined : application));
}
