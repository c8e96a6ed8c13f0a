import type { MikroORM } from '@mikro-orm/postgresql';
import { entities } from './gateway/subgraphs.ts';
import { connectDatabase } from './platform/database/connect.ts';
import { startEmbeddedPostgres } from './platform/database/embedded/start-embedded-postgres.ts';
import type { Settings } from './settings.ts';

export interface OpenDatabase {
  orm: MikroORM;
  url: string;
  close(): Promise<void>;
}

/** The database of the settings, or an embedded one in `dataDir`, started if it does not run yet. */
export async function openDatabase({ databaseUrl, dataDir }: Settings): Promise<OpenDatabase> {
  if (databaseUrl) {
    const orm = await connectDatabase(databaseUrl, entities);
    return { orm, url: databaseUrl, close: () => orm.close() };
  }
  const server = await startEmbeddedPostgres({ dataDir, durable: true });
  try {
    const orm = await connectDatabase(server.url, entities);
    const close = async () => {
      await orm.close();
      await server.stop();
    };
    return { orm, url: server.url, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
