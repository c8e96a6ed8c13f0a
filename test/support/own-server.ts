import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import { entities } from '../../src/gateway/subgraphs.ts';
import { migrateAsOwner } from '../../src/open-database.ts';
import { connectDatabase } from '../../src/platform/database/connect.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/start-embedded-postgres.ts';
import type { TestDatabase } from './database.ts';

/** A PostgreSQL of this test file's own, which it may stop, start and harm. */
export interface OwnServer extends TestDatabase {
  /** The process of the whole server. */
  pid(): Promise<number>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export function useOwnServer(): OwnServer {
  let dataDir: string;
  let server: EmbeddedPostgres;
  let orm: MikroORM;
  let owner: MikroORM;
  const own: OwnServer = {
    get orm() {
      return orm;
    },
    get url() {
      return server.applicationUrl;
    },
    get ownerUrl() {
      return server.url;
    },
    query: (sql, parameters = []) => owner.em.getConnection().execute(sql, parameters, 'all'),
    async pid() {
      return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    },
    stop: () => server.stop(),
    async start() {
      server = await startEmbeddedPostgres({ dataDir, durable: false });
    },
  };
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'riskgraph-own-'));
    await own.start();
    await migrateAsOwner({ url: own.url, ownerUrl: own.ownerUrl, leave: own.stop });
    owner = await connectDatabase(own.ownerUrl, entities);
    orm = await connectDatabase(own.url, entities);
  }, 60_000);
  afterAll(async () => {
    await orm?.close();
    await owner?.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return own;
}
