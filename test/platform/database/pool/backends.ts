import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from '../../../support/database.ts';

/** Less than the server's own limit to a statement, which would end what nobody cancelled. */
const PATIENCE_MS = 6_000;

interface Backend {
  pid: number;
  query: string;
}

const APPLICATION =
  "datname = current_database() and pid <> pg_backend_pid() and application_name = 'riskgraph'";

/** The application's connections on which a statement like this runs. */
export const running = (database: TestDatabase, pattern: string): Promise<Backend[]> =>
  database.query(
    `select pid, query from pg_stat_activity where ${APPLICATION} and state = 'active' and query ilike ?`,
    [`%${pattern}%`],
  );

/** Waits until there is one. */
export async function backendRunning(database: TestDatabase, pattern: string): Promise<number> {
  const found = await until(async () => (await running(database, pattern))[0]);
  return found.pid;
}

/** Waits until there is none. */
export async function nothingRuns(database: TestDatabase, pattern: string): Promise<void> {
  await until(async () => (await running(database, pattern)).length === 0);
}

async function until<Found>(look: () => Promise<Found>): Promise<NonNullable<Found>> {
  const endsAt = performance.now() + PATIENCE_MS;
  while (performance.now() < endsAt) {
    const found = await look();
    if (found) return found;
    await sleep(10);
  }
  throw new Error('Waited in vain.');
}

/** Ends all of the application's connections, as an administrator or a restart does. Answers how many. */
export async function terminateAll(database: TestDatabase): Promise<number> {
  const ended = await database.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${APPLICATION} and usename = ?`,
    [new URL(database.url).username],
  );
  return ended.length;
}
