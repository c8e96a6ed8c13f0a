import { resolve } from 'node:path';
import { entities } from '../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../src/platform/database/connect.ts';
import { isMigrationMissing } from '../../src/platform/database/migration-snapshot.ts';
import { rollupDrift } from '../../src/subgraphs/credit/analytics/rollup/rollup-drift.rows.ts';
import { creditDb } from '../../src/subgraphs/credit/entities.ts';
import { seedPortfolios } from '../support/book.ts';
import { useTestDatabase } from '../support/database.ts';
import { seedIdentity } from '../support/identity-fixtures.ts';

describe('the migrations', () => {
  const database = useTestDatabase();
  const tables = async () => {
    const rows = await database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    return rows.map(({ name }) => name).filter((name) => name !== 'mikro_orm_migrations');
  };

  it('make every table that the entities name, and those that only triggers write', async () => {
    const named = entities.map(({ meta }) => meta.tableName);
    expect(await tables()).toEqual([...named, 'exposure_steps', 'loan_rollups', 'portfolio_rollups'].sort());
  });

  it('need no further migration', async () => {
    expect(await isMigrationMissing(resolve('migrations'), entities)).toBe(false);
  });

  it('would tell if an entity had changed', async () => {
    expect(await isMigrationMissing(resolve('migrations'), entities.slice(1))).toBe(true);
  });

  it('can all be taken back, and run again', async () => {
    const owner = await connectDatabase(database.ownerUrl, entities);
    try {
      await owner.migrator.down({ to: 0 });
      expect(await tables()).toEqual([]);
      expect(await database.query("select typname from pg_type where typtype = 'e'")).toEqual([]);
      await owner.migrator.up();
      expect(await tables()).toContain('loans');
    } finally {
      await owner.close();
    }
  });

  it('queue the audit entries of before, so that they are sealed as well', async () => {
    const owner = await connectDatabase(database.ownerUrl, entities);
    try {
      await owner.migrator.down({ to: 'Migration20261121110000' });
      await database.query(
        "insert into audit_logs (tenant_id, action, entity_type) values (7, 'LOGIN', 'User')",
      );
      await owner.migrator.up();
      expect(await database.query('select tenant_id::text as tenant from audit_queue')).toEqual([
        { tenant: '7' },
      ]);
    } finally {
      await owner.close();
    }
  });

  it('roll up by steps what was there before, and leave the sums that were there when they are taken back', async () => {
    const { a } = await seedIdentity(database);
    await seedPortfolios(database, a.viewers.PORTFOLIO_MANAGER, 2);
    const owner = await connectDatabase(database.ownerUrl, entities);
    const sums = () =>
      database.query('select dimension, key, detail, exposure from loan_rollups order by 1, 2, 3, 4');
    try {
      const before = await sums();
      await owner.migrator.down({ to: 'Migration20261122100000' });
      expect(await sums()).toEqual(before);
      await database.query('update loans set amount = amount * 3');
      await owner.migrator.up();
      expect(await rollupDrift(creditDb({ em: owner.em.fork() }))).toEqual([]);
    } finally {
      await owner.close();
    }
  });

  it('give the audit log no foreign key: a cascade would rewrite history', async () => {
    const keys = await database.query(
      "select conname from pg_constraint where contype = 'f' and conrelid = 'audit_logs'::regclass",
    );
    expect(keys).toEqual([]);
  });
});
