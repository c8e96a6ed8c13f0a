import { randomUUID } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { entities } from '../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../src/platform/database/connect.ts';
import { applicationUrlOf, onServer, ownerUrlOf, TEMPLATE } from './server.ts';

export interface TestDatabase {
  /** As the application, with its rights and no others. */
  readonly orm: MikroORM;
  readonly url: string;
  /** As the owner of the tables. */
  readonly ownerUrl: string;
  /** Rows of a statement of the owner's, as the driver gives them. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** A database of this test file's own, copied from the migrated template and dropped at the end. */
export function useTestDatabase(): TestDatabase {
  const name = `riskgraph_test_${randomUUID().replaceAll('-', '')}`;
  let orm: MikroORM | undefined;
  let owner: MikroORM | undefined;
  beforeAll(async () => {
    await onServer((client) => client.query(`create database ${name} template ${TEMPLATE}`));
    owner = await connectDatabase(ownerUrlOf(name), entities);
    orm = await connectDatabase(applicationUrlOf(name), entities);
  });
  afterAll(async () => {
    await orm?.close();
    await owner?.close();
    await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
  });
  return {
    get orm() {
      return orm as MikroORM;
    },
    get url() {
      return applicationUrlOf(name);
    },
    get ownerUrl() {
      return ownerUrlOf(name);
    },
    query: (sql, parameters = []) => (owner as MikroORM).em.getConnection().execute(sql, parameters, 'all'),
  };
}
