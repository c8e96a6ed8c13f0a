import { entities } from '../../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../../src/platform/database/connect.ts';
import { migrate } from '../../../src/platform/database/migrate.ts';
import { mayRewriteAuditLog, roleOf } from '../../../src/platform/database/roles.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity } from '../../support/identity-fixtures.ts';
import { APPLICATION } from '../../support/server.ts';
import { note, seal } from '../audit/trail.ts';

const database = useTestDatabase();
const asApplication = (statement: string) => database.orm.em.fork().execute(statement);

beforeAll(async () => {
  await seedIdentity(database);
  await note(database, '1', 'sealed');
  await seal(database);
  await note(database, '1', 'not sealed yet');
});

describe("the application's role", () => {
  it.each([
    ['change an entry', "update audit_logs set entity_id = 'x'"],
    ['change one column of it', 'update audit_logs set changes = null'],
    ['delete entries', 'delete from audit_logs'],
    ['empty the log', 'truncate audit_logs'],
    ['change a seal', "update audit_seals set hash = ''"],
    ['delete seals', 'delete from audit_seals'],
    ['empty the seals', 'truncate audit_seals'],
    ['put what it likes into the queue', 'insert into audit_queue (tenant_id, entry_id) values (1, 1)'],
    ['make an entry in the queue younger', 'update audit_queue set queued_at = now()'],
    ['empty another table', 'truncate loans'],
    ['begin the numbers of the entries anew', "select setval('audit_logs_id_seq', 1)"],
    ['write down a migration', "insert into mikro_orm_migrations (name) values ('x')"],
  ])('cannot %s', async (_, statement) => {
    await expect(asApplication(statement)).rejects.toThrow(/permission denied/);
  });

  it.each([
    ['take the trigger away', 'drop trigger audit_logs_queue on audit_logs'],
    ['switch it off', 'alter table audit_logs disable trigger audit_logs_queue'],
    ['replace what it does', 'drop function queue_audit_entries()'],
    ['add a trigger', 'create trigger t before insert on audit_logs execute function queue_audit_entries()'],
    ['drop the log', 'drop table audit_logs'],
    ['add a column', 'alter table audit_logs add x int'],
    ['take the log over', `alter table audit_logs owner to ${APPLICATION}`],
    ['give itself a right', `grant update on audit_logs to ${APPLICATION}`],
    ['make a table', 'create table public.mine (x int)'],
    ['switch triggers off for itself', 'set session_replication_role = replica'],
  ])('cannot %s', async (_, statement) => {
    await asApplication(statement).catch((error: Error) =>
      expect(error.message).toMatch(/must be owner|permission denied/),
    );
    expect(await mayRewriteAuditLog(database.orm.em.fork())).toBe(false);
    const [{ triggers }] = (await database.query(
      "select count(*)::int as triggers from pg_trigger where tgrelid = 'audit_logs'::regclass and tgenabled = 'O'",
    )) as [{ triggers: number }];
    expect(triggers).toBe(1);
  });

  it('cannot lead the queue astray by a table of the same name', async () => {
    const before = (await database.query('select 1 from audit_queue')).length;
    await database.orm.em.fork().transactional(async (em) => {
      await em.execute(
        'create temporary table audit_queue (tenant_id bigint, entry_id bigint) on commit drop',
      );
      await em.execute("insert into audit_logs (tenant_id, action, entity_type) values (7, 'LOGIN', 'User')");
    });
    expect(await database.query('select 1 from audit_queue')).toHaveLength(before + 1);
  });

  it.each([
    ['read', 'select count(*) from loans'],
    ['add', "insert into tenants (name) values ('added')"],
    ['change', "update tenants set name = 'changed' where name = 'added'"],
    ['delete', "delete from tenants where name = 'changed'"],
    ['lock', 'lock table users in share row exclusive mode'],
    ['keep temporary tables', 'create temporary table scratch (x int)'],
    ['see which migrations ran', 'select count(*) from mikro_orm_migrations'],
    ['take a sealed entry from the queue', 'delete from audit_queue where false'],
  ])('can %s', async (_, statement) => {
    await database.orm.em.fork().transactional((em) => em.execute(statement));
  });
});

describe('the rights', () => {
  it('are given anew at each start, and what was given beyond them is taken', async () => {
    await database.query(`grant all on audit_logs, audit_seals, loans to ${APPLICATION}`);
    await database.query('grant update, delete on audit_logs to public');
    await database.query('create table newcomers (id bigserial primary key)');
    expect(await mayRewriteAuditLog(database.orm.em.fork())).toBe(true);
    await expect(asApplication('insert into newcomers default values')).rejects.toThrow(/permission denied/);

    const owner = await connectDatabase(database.ownerUrl, entities);
    await migrate(owner, APPLICATION);
    await owner.close();
    expect(await mayRewriteAuditLog(database.orm.em.fork())).toBe(false);
    await expect(asApplication('truncate loans')).rejects.toThrow(/permission denied/);
    await asApplication('insert into newcomers default values');
    await database.query('drop table newcomers');
  });

  it('that are missing are told by the name of the role, before anything is migrated', async () => {
    const owner = await connectDatabase(database.ownerUrl, entities);
    await expect(migrate(owner, 'no "such" role')).rejects.toThrow(
      'There is no role "no "such" role", as which DATABASE_URL signs in.',
    );
    await owner.close();
  });

  it.each([
    [
      'one column',
      `grant update (changes) on audit_logs to ${APPLICATION}`,
      `revoke update (changes) on audit_logs from ${APPLICATION}`,
    ],
    [
      'deletion',
      `grant delete on audit_seals to ${APPLICATION}`,
      `revoke delete on audit_seals from ${APPLICATION}`,
    ],
    ['truncation', 'grant truncate on audit_logs to public', 'revoke truncate on audit_logs from public'],
  ])('are too many with %s', async (_, grant, revoke) => {
    await database.query(grant);
    expect(await mayRewriteAuditLog(database.orm.em.fork())).toBe(true);
    await database.query(revoke);
    expect(await mayRewriteAuditLog(database.orm.em.fork())).toBe(false);
  });

  it('are all there for whoever owns the tables', async () => {
    const owner = await connectDatabase(database.ownerUrl, entities);
    expect(await mayRewriteAuditLog(owner.em.fork())).toBe(true);
    await owner.close();
  });
});

test("a connection's role is read from its address, else from the environment as the driver does", () => {
  const before = process.env.PGUSER;
  process.env.PGUSER = 'somebody';
  try {
    expect(roleOf('postgresql://some%20one:secret@localhost/book')).toBe('some one');
    expect(roleOf('postgresql://localhost/book')).toBe('somebody');
  } finally {
    if (before === undefined) delete process.env.PGUSER;
    else process.env.PGUSER = before;
  }
});
