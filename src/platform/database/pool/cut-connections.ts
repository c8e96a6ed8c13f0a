import type { Socket } from 'node:net';
import type { Client, Pool, PoolClient } from 'pg';

/** What waits for an answer on it fails at once, and not at its deadline. */
export function cutConnection(client: Client | PoolClient): void {
  // The driver has it and does not declare it.
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
}

/** Answers how to cut all connections of a pool, lent or idle. */
export function cutterOf(pool: Pool): () => void {
  const clients = new Set<PoolClient>();
  pool.on('connect', (client) => clients.add(client));
  pool.on('remove', (client) => clients.delete(client));
  return () => clients.forEach(cutConnection);
}
