import { resolve } from 'node:path';
import { entities } from '../../src/gateway/subgraphs.ts';
import { isMigrationMissing } from '../../src/platform/database/migration-snapshot.ts';
import { useTestDatabase } from '../support/database.ts';

describe('the migrations', () => {
  const database = useTestDatabase();
  const tables = async () => {
    const rows = await database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    return rows.map(({ name }) => name).filter((name) => name !== 'mikro_orm_migrations');
  };

  it('make every table that the entities name', async () => {
    expect(await tables()).toEqual(entities.map(({ meta }) => meta.tableName).sort());
  });

  it('need no further migration', async () => {
    expect(await isMigrationMissing(resolve('migrations'), entities)).toBe(false);
  });

  it('would tell if an entity had changed', async () => {
    expect(await isMigrationMissing(resolve('migrations'), entities.slice(1))).toBe(true);
  });

  it('can all be taken back, and run again', async () => {
    const { migrator } = database.orm;
    await migrator.down({ to: 0 });
    expect(await tables()).toEqual([]);
    expect(await database.query("select typname from pg_type where typtype = 'e'")).toEqual([]);
    await migrator.up();
    expect(await tables()).toContain('loans');
  });

  it('give the audit log no foreign key: a cascade would rewrite history', async () => {
    const keys = await database.query(
      "select conname from pg_constraint where contype = 'f' and conrelid = 'audit_logs'::regclass",
    );
    expect(keys).toEqual([]);
  });
});
