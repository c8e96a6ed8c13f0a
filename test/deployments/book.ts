import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '../support/database.ts';
import { useDemo } from '../support/demo.ts';
import { seedIdentity } from '../support/identity-fixtures.ts';
import { applicationUrlOf, onServer } from '../support/server.ts';

export interface BookTemplate {
  /** A database with the same book to the last row. */
  copy(): Promise<string>;
}

/** The demo's books and people beside two other tenants, loaded once and copied for each who asks. */
export function useBookTemplate(): BookTemplate {
  const database = useTestDatabase();
  const copies: string[] = [];
  useDemo(database);
  beforeAll(async () => {
    await seedIdentity(database);
    await database.query(
      "update users set password_hash = (select password_hash from users where username = 'a.viewer')",
    );
    await database.orm.close();
  });
  afterAll(async () => {
    for (const name of copies) await onServer((client) => client.query(`drop database ${name} with (force)`));
  });
  return {
    async copy() {
      const name = `riskgraph_test_${randomUUID().replaceAll('-', '')}`;
      const source = new URL(database.url).pathname.slice(1);
      await onServer(async (client) => {
        await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
          source,
        ]);
        await client.query(`create database ${name} template ${source}`);
      });
      copies.push(name);
      return applicationUrlOf(name);
    },
  };
}
