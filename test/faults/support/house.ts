import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { processIdentity } from '../../../src/platform/database/embedded/process-identity.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../src/platform/database/embedded/start-embedded-postgres.ts';
import { type Served, serve } from './served.ts';

/** A PostgreSQL that waits for the disk, and servers on it; both can be ended in any way and started again. */
export interface House {
  readonly databaseUrl: string;
  readonly server: Served;
  startServer(settings?: Record<string, string>): Promise<Served>;
  startDatabase(): Promise<void>;
  stopDatabase(): Promise<void>;
  /** Every process of the database at once, as a power cut would. */
  killDatabase(): Promise<void>;
  /** Rows of a statement, past the server. */
  query<Row = Record<string, unknown>>(statement: string, parameters?: unknown[]): Promise<Row[]>;
}

export function useHouse(): House {
  let dataDir: string;
  let postgres: EmbeddedPostgres;
  const servers: Served[] = [];
  const house: House = {
    get databaseUrl() {
      return postgres.url;
    },
    get server() {
      return servers.at(-1) as Served;
    },
    async startServer(settings = {}) {
      servers.push(await serve(postgres.url, settings));
      return house.server;
    },
    async startDatabase() {
      postgres = await startEmbeddedPostgres({ dataDir, durable: true });
    },
    stopDatabase: () => postgres.stop(),
    async killDatabase() {
      const backends = await house.query<{ pid: number }>('select pid from pg_stat_activity');
      const [postmaster] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
      for (const pid of [Number(postmaster), ...backends.map((row) => row.pid)]) killHard(pid);
      while (await processIdentity(Number(postmaster))) await sleep(20);
    },
    async query(statement, parameters = []) {
      const client = new pg.Client({ connectionString: postgres.url });
      client.on('error', () => undefined);
      await client.connect();
      try {
        return (await client.query(statement, parameters)).rows;
      } finally {
        await client.end();
      }
    },
  };
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'riskgraph-faults-'));
    await house.startDatabase();
    await house.startServer();
  });
  afterAll(async () => {
    for (const server of servers) await server.end('SIGKILL');
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return house;
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself since it was listed.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
