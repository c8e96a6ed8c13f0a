import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrateAsOwner, openDatabase } from '../src/open-database.ts';
import { readSettings } from '../src/settings.ts';
import { start } from '../src/start.ts';
import { type CaughtLog, catchLog } from './support/catch-log.ts';
import { APPLICATION, applicationUrlOf, onServer, ownerUrlOf } from './support/server.ts';

/** An empty database, as a deployer makes one. */
function useEmptyDatabase() {
  const name = `riskgraph_empty_${randomUUID().replaceAll('-', '')}`;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'riskgraph-open-'));
    await onServer((client) => client.query(`create database ${name}`));
  });
  afterAll(async () => {
    await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    await rm(dataDir, { recursive: true, force: true });
  });
  const settings = (urls: Record<string, string>) =>
    readSettings({ PORT: '0', DEMO_DATA: 'false', DATA_DIR: dataDir, ...urls });
  return { name, settings };
}

const usersOf = async (url: string) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select distinct usename as name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'",
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
};

describe('a database with an owner and an application', () => {
  const empty = useEmptyDatabase();
  const urls = () => ({
    DATABASE_URL: applicationUrlOf(empty.name),
    DATABASE_OWNER_URL: ownerUrlOf(empty.name),
  });
  let log: CaughtLog;
  beforeEach(() => {
    log = catchLog();
  });
  afterEach(() => log.stop());

  it('is not migrated for a role that does not exist', async () => {
    const url = applicationUrlOf(empty.name).replace(APPLICATION, 'forgotten');
    await expect(start(empty.settings({ ...urls(), DATABASE_URL: url }))).rejects.toThrow(
      /There is no role "forgotten", as which DATABASE_URL signs in\. Make it first/,
    );
    const tables = await onOwner("select 1 from pg_class where relname = 'loans'");
    expect(tables).toEqual([]);
  });

  it('is migrated by the one and served by the other, who warns of nothing', async () => {
    const running = await start(empty.settings(urls()));
    try {
      expect(running.newAdminPassword).toBeTruthy();
      expect(await usersOf(ownerUrlOf(empty.name))).toEqual([APPLICATION]);
      expect(log.words()).toEqual([]);
    } finally {
      await running.stop();
    }
    const database = await openDatabase(empty.settings(urls()), migrateAsOwner);
    await expect(database.orm.em.fork().execute('delete from audit_logs')).rejects.toThrow(
      /permission denied/,
    );
    await database.close();
  });

  it('works with one role for both, which is warned of once', async () => {
    const running = await start(empty.settings({ DATABASE_URL: ownerUrlOf(empty.name) }));
    await running.stop();
    expect(log.words()).toEqual([
      expect.stringMatching(/^The database role of DATABASE_URL could rewrite the audit log/),
    ]);
    // The owner has not taken its own rights, nor the application's.
    const database = await openDatabase(empty.settings(urls()));
    await database.orm.em.fork().execute('select 1 from loans');
    await database.close();
  });

  it('keeps the owner its rights where both addresses name the same role', async () => {
    const owner = ownerUrlOf(empty.name);
    const running = await start(empty.settings({ DATABASE_URL: owner, DATABASE_OWNER_URL: owner }));
    await running.stop();
    expect(log.words()).toHaveLength(1);
    const rights = await onOwner(
      `select privilege_type as name from pg_class, aclexplode(relacl)
       where pg_class.oid = 'audit_logs'::regclass and grantee = relowner`,
    );
    expect(rights).toEqual(
      expect.arrayContaining([{ name: 'UPDATE' }, { name: 'DELETE' }, { name: 'TRUNCATE' }]),
    );
  });

  async function onOwner(statement: string): Promise<unknown[]> {
    const client = new Client({ connectionString: ownerUrlOf(empty.name) });
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  }
});
