import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { isRunning } from './process-identity.ts';

const READY_LIMIT_MS = 30_000;
const RETRY_MS = 20;
const CONNECT_LIMIT_MS = 5_000;
const INVALID_PASSWORD = '28P01';

/** A postmaster: its process (see `processIdentity`) and the port it listens on. */
export interface Server {
  pid: number;
  identity: string;
  port: number;
}

/** The owner of the cluster, who is a superuser, and the role that serves requests. */
export type EmbeddedRole = 'riskgraph' | 'riskgraph_app';

export const urlOf = (
  { port }: Server,
  password: string,
  database = 'riskgraph',
  role: EmbeddedRole = 'riskgraph',
) => `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;

/** True once it answers and has its database; false when its process ended instead. */
export async function becomesReady(server: Server, password: string): Promise<boolean> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (await isRunning(server.identity)) {
    const failure = await ensureDatabase(urlOf(server, password, 'postgres'));
    if (failure === undefined) return true;
    if (failure.code === INVALID_PASSWORD) throw new Error('the kept password is not that of the database.');
    if (Date.now() > deadline) {
      throw new Error(`no answer in ${READY_LIMIT_MS / 1000} s: ${failure.message}`, { cause: failure });
    }
    await sleep(RETRY_MS);
  }
  return false;
}

async function ensureDatabase(url: string): Promise<(Error & { code?: string }) | undefined> {
  const client = new Client({ connectionString: url, ssl: false, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  // Without a listener, a server that goes away would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query(`select from pg_database where datname = 'riskgraph'`);
    if (found.rowCount === 0) await client.query('create database riskgraph');
    await client.end();
    return undefined;
  } catch (error) {
    client.end().catch(() => undefined);
    return error as Error;
  }
}
