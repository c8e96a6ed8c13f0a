import { runPart } from '../../../../src/platform/jobs/run-part.ts';
import { purgeJob } from '../../../../src/subgraphs/identity/purge/purge.job.ts';
import { clockAt, NOW } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';

const database = useTestDatabase();
let a: TenantFixture;
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users cascade');
  ({ a } = await seedIdentity(database));
  await database.query('delete from sessions');
});
const purge = () => runPart(database.orm, clockAt(NOW), purgeJob);
const day = (daysAgo: number, seconds = 0) =>
  new Date(Date.parse(NOW) - daysAgo * 86_400_000 + seconds * 1_000).toISOString();
const names = async (table: string, column: string) =>
  (await database.query<{ name: string }>(`select ${column} as name from ${table} order by 1`)).map(
    ({ name }) => name,
  );

const session = (name: string, ended: string | null, expires: string) =>
  database.query(
    `with s as (insert into sessions (user_id, user_agent, ended_at, expires_at) values (?, ?, ?, ?) returning id)
     insert into refresh_tokens (token_hash, session_id) select ?, id from s`,
    [a.viewers.VIEWER.userId, name, ended, expires, name],
  );

test('sessions go 90 days after their end, with their refresh tokens', async () => {
  await session('ended long ago', day(90, -1), day(83));
  await session('expired long ago', null, day(90, -1));
  await session('expired long ago, ended after', day(80), day(90, -1));
  await session('ended', day(90), day(83));
  await session('expired', null, day(90));
  await session('runs', null, day(-7));
  expect(await purge()).toBe(false);
  const kept = ['ended', 'expired', 'runs'];
  expect(await names('sessions', 'user_agent')).toEqual(kept);
  expect(await names('refresh_tokens', 'token_hash')).toEqual(kept);
});

test('API keys go 90 days after they were revoked or expired; those without an end stay', async () => {
  const key = (name: string, revoked: string | null, expires: string | null) =>
    database.query(
      `insert into api_keys (tenant_id, user_id, name, prefix, secret_hash, role, revoked_at, expires_at)
       values (?, ?, ?, 'rg_', ?, 'VIEWER', ?, ?)`,
      [a.tenantId, a.viewers.VIEWER.userId, name, name, revoked, expires],
    );
  await key('revoked long ago', day(90, -1), null);
  await key('expired long ago', null, day(90, -1));
  await key('revoked', day(90), null);
  await key('expired', null, day(90));
  await key('in force', null, null);
  await purge();
  expect(await names('api_keys', 'name')).toEqual(['expired', 'in force', 'revoked']);
});

test('failures go after a day: one that could still count stays', async () => {
  for (const at of [day(1, -1), day(1), day(0, -1_800)]) {
    await database.query('insert into login_failures (user_id, at) values (?, ?)', [
      a.viewers.VIEWER.userId,
      at,
    ]);
  }
  await purge();
  expect(await database.query('select from login_failures')).toHaveLength(2);
});

test('bounded batches: more is left until all are gone', async () => {
  await database.query(
    'insert into sessions (user_id, expires_at) select ?, ? from generate_series(1, 250)',
    [a.viewers.VIEWER.userId, day(100)],
  );
  await database.query('insert into login_failures (user_id, at) select ?, ? from generate_series(1, 1500)', [
    a.viewers.VIEWER.userId,
    day(2),
  ]);
  expect(await purge()).toBe(true);
  expect(await database.query('select from sessions')).toHaveLength(150);
  expect(await database.query('select from login_failures')).toHaveLength(500);
  expect(await purge()).toBe(true);
  expect(await purge()).toBe(false);
  expect(await database.query('select from sessions union all select from login_failures')).toEqual([]);
});

test('what somebody else holds is left for the next time', async () => {
  await session('held', null, day(100));
  const held = database.orm.em.fork().transactional(async (em) => {
    await em.execute('select id from sessions for update');
    expect(await purge()).toBe(false);
  });
  await held;
  expect(await names('sessions', 'user_agent')).toEqual(['held']);
});

test.each(['sessions', 'api_keys', 'login_failures'])('an index finds what is over in %s', async (table) => {
  const ends = {
    sessions: 'least(ended_at, expires_at)',
    api_keys: 'least(revoked_at, expires_at)',
    login_failures: 'at',
  };
  await database.query('set enable_seqscan = off');
  const plan = await database.query(
    `explain select id from ${table} where ${ends[table as keyof typeof ends]} < '2020-01-01'::timestamptz limit 10`,
  );
  await database.query('reset enable_seqscan');
  expect(JSON.stringify(plan)).toContain(`${table}_end`);
});
