import { Client } from 'pg';

/** The database that an address leads to: the driver knows what counts where it names none. */
export const databaseOf = (url: string): string => new Client({ connectionString: url }).database ?? '';

/** The address of another database of the same server. */
export const addressOf = (url: string, database: string): string =>
  url.replace(/^(\w+:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${database}`);
