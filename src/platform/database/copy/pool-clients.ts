import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { ClientBase, Pool } from 'pg';

const introduced = new WeakSet<ClientBase>();
const awaited = new Map<string, (client: ClientBase) => void>();

/** Listens to every client of a pool, so that {@link clientOf} can tell which of them holds a transaction. */
export function introduceClients(pool: Pool): void {
  pool.on('acquire', (client) => {
    if (introduced.has(client)) return;
    introduced.add(client);
    client.on('notice', ({ message }) => awaited.get(message ?? '')?.(client));
  });
}

/**
 * The driver's client behind a Kysely transaction, for what Kysely cannot say: COPY. The database is asked to say
 * a word, and the client that hears it is the one. A backend's process id would not do: behind a connection pooler
 * it is another's, and two servers may use the same.
 */
export async function clientOf<Tables>(transaction: Kysely<Tables>): Promise<ClientBase> {
  const word = randomUUID();
  let client: ClientBase | undefined;
  awaited.set(word, (hearing) => {
    client = hearing;
  });
  try {
    // INFO reaches the client whatever `client_min_messages` is, and no log.
    await sql`do ${sql.lit(`begin raise info '${word}'; end`)}`.execute(transaction);
  } finally {
    awaited.delete(word);
  }
  if (!client) throw new Error('This connection belongs to no pool that was introduced.');
  return client;
}
