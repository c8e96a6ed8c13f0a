import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { PASSWORD, seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, refusalWithoutTrace } from '../ask.ts';

const SESSIONS = '{ sessions { id isCurrent ipAddress userAgent createdAt expiresAt } }';
const END = 'mutation ($id: ID!) { endSession(id: $id) }';
const LOGIN = `mutation {
  login(input: { usernameOrEmail: "a.viewer", password: "${PASSWORD}" }) { expiresIn }
}`;
const database = useTestDatabase();
let a: TenantFixture;
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users cascade');
  ({ a } = await seedIdentity(database));
  await ask(contextFor(database, null), LOGIN);
});
const viewer = () => contextFor(database, a.viewers.VIEWER);
const currentId = () => toGlobalId('Session', a.viewers.VIEWER.sessionId as string);
const running = async () =>
  Number(
    (
      await database.query<{ count: string }>(
        'select count(*) from sessions where user_id = ? and ended_at is null',
        [a.viewers.VIEWER.userId],
      )
    )[0]?.count,
  );

test('one sees the own sessions that run, the latest first, and which one this is', async () => {
  const { sessions } = await ask(viewer(), SESSIONS);
  expect(sessions).toHaveLength(2);
  expect(sessions[0]).toMatchObject({ isCurrent: false, ipAddress: '192.0.2.1', userAgent: 'test' });
  expect(sessions[1]).toMatchObject({ isCurrent: true, id: currentId() });
});

test('logout ends this session', async () => {
  const entries = await entriesOf(database, () => ask(viewer(), 'mutation { logout }'));
  expect(entries).toEqual([
    expect.objectContaining({ action: 'LOGOUT', entityId: currentId(), changes: null }),
  ]);
  expect((await ask(viewer(), SESSIONS)).sessions).toEqual([expect.objectContaining({ isCurrent: false })]);
});

test("logout everywhere ends all of them, and nobody else's", async () => {
  const [entry] = await entriesOf(database, () => ask(viewer(), 'mutation { logout(everywhere: true) }'));
  expect(entry).toMatchObject({ action: 'LOGOUT', changes: { everywhere: { from: null, to: true } } });
  expect(await running()).toBe(0);
  expect(await database.query('select from sessions where ended_at is null')).toHaveLength(9);
});

test.each([
  'mutation { logout }',
  'mutation { logout(everywhere: true) }',
  END,
])("an API key has no session to end, and ends none of its owner's: %s", async (mutation) => {
  const key = contextFor(database, { ...a.viewers.VIEWER, sessionId: null });
  expect(await refusalWithoutTrace(database, key, mutation, { id: currentId() })).toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('endSession ends one of the own, once', async () => {
  const entries = await entriesOf(database, async () => {
    expect(await ask(viewer(), END, { id: currentId() })).toEqual({ endSession: true });
    expect(await ask(viewer(), END, { id: currentId() })).toEqual({ endSession: false });
  });
  expect(entries).toEqual([
    expect.objectContaining({ action: 'REVOKE', entityType: 'Session', entityId: currentId() }),
  ]);
  expect(await running()).toBe(1);
});

test.each(['VIEWER', 'ADMIN', 'SUPER_ADMIN'] as const)("%s does not find someone else's", async (role) => {
  const id = toGlobalId('Session', a.viewers.ANALYST.sessionId as string);
  const context = contextFor(database, a.viewers[role]);
  expect(await refusalWithoutTrace(database, context, END, { id })).toMatchObject({ code: 'NOT_FOUND' });
});

test('a malformed id is named', async () =>
  expect(await refusalWithoutTrace(database, viewer(), END, { id: 'x' })).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: ['id'],
  }));

test('at most 100 run: with one more, the one that was unused for longest ends, on record', async () => {
  await database.query(
    `insert into sessions (user_id, created_at, last_used_at, expires_at)
     select ?, '2026-02-01', '2026-02-20'::timestamptz + n * interval '1 minute', '2100-01-01' from generate_series(1, 98) n`,
    [a.viewers.VIEWER.userId],
  );
  const [idle] = await database.query<{ id: string }>(
    'select id::text as id from sessions order by last_used_at limit 1',
  );
  expect(await running()).toBe(100);
  const entries = await entriesOf(database, () => ask(contextFor(database, null), LOGIN));
  expect(entries).toEqual([
    expect.objectContaining({
      action: 'REVOKE',
      entityId: toGlobalId('Session', idle?.id as string),
      changes: { reason: 'TOO_MANY_SESSIONS' },
      tenantId: a.tenantId,
      userId: a.viewers.VIEWER.userId,
    }),
    expect.objectContaining({ action: 'LOGIN' }),
  ]);
  expect(await running()).toBe(100);
  expect((await ask(viewer(), SESSIONS)).sessions).toHaveLength(100);
  expect(await database.query('select from sessions where ended_at is null')).toHaveLength(109);
});

test('sessions that are over do not count', async () => {
  await database.query(
    `insert into sessions (user_id, created_at, last_used_at, expires_at, ended_at)
     select ?, '2026-02-01', '2026-03-01 12:00', case when n % 2 = 0 then '2026-02-08'::timestamptz else '2100-01-01' end,
       case when n % 2 = 1 then '2026-02-02'::timestamptz end
     from generate_series(1, 200) n`,
    [a.viewers.VIEWER.userId],
  );
  const entries = await entriesOf(database, () => ask(contextFor(database, null), LOGIN));
  expect(entries.map(({ action }) => action)).toEqual(['LOGIN']);
});
