import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../../../src/platform/database/embedded/start-embedded-postgres.ts';

const made: string[] = [];

/** A directory of its own that everyone may enter, as an ordinary project folder. */
export async function newDirectory(mode = 0o755): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'embedded-'));
  await chmod(directory, mode);
  made.push(directory);
  return directory;
}

export async function removeDirectories(): Promise<void> {
  for (const directory of made.splice(0))
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
}

export const start = (dataDir: string, rootOptions = {}) =>
  startEmbeddedPostgres({ dataDir, durable: false }, rootOptions);

/** The first column of the first row. */
export async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

export const answers = (url: string) =>
  ask(url, 'select 1').then(
    () => true,
    () => false,
  );
