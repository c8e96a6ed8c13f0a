import { randomUUID } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { entities } from '../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../src/platform/database/connect.ts';
import { onServer, TEMPLATE } from './server.ts';

export interface TestDatabase {
  readonly orm: MikroORM;
  readonly url: string;
  /** Rows of a statement, as the driver gives them. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** A database of this test file's own, copied from the migrated template and dropped at the end. */
export function useTestDatabase(): TestDatabase {
  const name = `riskgraph_test_${randomUUID().replaceAll('-', '')}`;
  let orm: MikroORM | undefined;
  const url = () => Object.assign(new URL(process.env.TEST_SERVER_URL as string), { pathname: name }).href;

  beforeAll(async () => {
    await onServer((client) => client.query(`create database ${name} template ${TEMPLATE}`));
    orm = await connectDatabase(url(), entities);
  });
  afterAll(async () => {
    await orm?.close();
    await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
  });
  return {
    get orm() {
      return orm as MikroORM;
    },
    get url() {
      return url();
    },
    query: (sql, parameters = []) => (orm as MikroORM).em.getConnection().execute(sql, parameters, 'all'),
  };
}
