import { type OpenDatabase, openDatabase } from '../open-database.ts';
import { readSettings, type Settings } from '../settings.ts';

/** Runs a command on the database of the settings and closes it, whatever happens. */
export async function withDatabase<Result>(
  work: (database: OpenDatabase, settings: Settings) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(process.env);
  const database = await openDatabase(settings);
  try {
    return await work(database, settings);
  } finally {
    await database.close();
  }
}
