import { type DatabasePlace, findDatabase, type OpenDatabase, openDatabase } from '../open-database.ts';
import { UNLIMITED } from '../platform/database/connect.ts';
import { readSettings } from '../settings.ts';

/**
 * Runs a command on the database of the settings, as the application, and closes it, whatever happens. It takes as
 * long as it takes.
 */
export async function withDatabase<Result>(
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(readSettings(process.env), undefined, UNLIMITED);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** The same for a command that opens its connections itself, such as one that works as the owner. */
export async function withDatabasePlace<Result>(
  work: (place: DatabasePlace) => Promise<Result>,
): Promise<Result> {
  const place = await findDatabase(readSettings(process.env));
  try {
    return await work(place);
  } finally {
    await place.leave();
  }
}
