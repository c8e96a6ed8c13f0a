import { type OpenDatabase, openDatabase } from '../open-database.ts';
import { readSettings } from '../settings.ts';

/** Runs a command on the database of the settings and closes it, whatever happens. */
export async function withDatabase<Result>(
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(readSettings(process.env));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
