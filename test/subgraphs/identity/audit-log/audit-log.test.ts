import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { clockAt, contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, refusal } from '../ask.ts';

const LOG = `query ($filter: AuditFilter, $first: Int, $after: String) {
  auditLog(filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo { endCursor hasNextPage }
    nodes { id at action entityType entityId changes ipAddress requestId sequence hash user { username } }
  }
}`;
const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;

beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  const rename = (tenant: TenantFixture, role: RoleName, day: number) =>
    ask(
      contextFor(database, tenant.viewers[role], { clock: clockAt(`2026-03-0${day}T00:00:00Z`) }),
      `mutation { updateProfile(input: { fullName: "Day ${day}" }) { id } }`,
    );
  await rename(a, 'VIEWER', 1);
  await rename(a, 'ANALYST', 2);
  await rename(a, 'VIEWER', 3);
  await rename(b, 'VIEWER', 4);
  await ask(contextFor(database, a.viewers.ANALYST), 'mutation { logout }');
});
const as = (role: RoleName) => contextFor(database, a.viewers[role]);
const read = async (variables = {}, role: RoleName = 'ADMIN') =>
  (await ask(as(role), LOG, variables)).auditLog;
const count = async (filter: object) => (await read({ filter })).totalCount;

test('an ADMIN reads the tenant, newest first', async () => {
  const { totalCount, nodes } = await read();
  expect(totalCount).toBe(4);
  expect(nodes.map(({ at }: { at: string }) => at.slice(8, 10))).toEqual(['03', '02', '01', '01']);
  expect(nodes[0]).toEqual({
    id: expect.any(String),
    at: '2026-03-03T00:00:00.000Z',
    action: 'UPDATE',
    entityType: 'User',
    entityId: a.ids.users.VIEWER,
    changes: {
      fullName: { from: 'Day 1', to: 'Day 3' },
      updatedAt: { from: expect.any(String), to: '2026-03-03T00:00:00.000Z' },
    },
    ipAddress: '192.0.2.1',
    requestId: 'request-1',
    sequence: null,
    hash: null,
    user: { username: 'a.viewer' },
  });
});

test('a SUPER_ADMIN reads all tenants', async () =>
  expect((await read({}, 'SUPER_ADMIN')).nodes[0].user.username).toBe('b.viewer'));

test('pages follow each other', async () => {
  const first = await read({ first: 3 });
  expect(first.pageInfo.hasNextPage).toBe(true);
  const second = await read({ first: 3, after: first.pageInfo.endCursor });
  expect(second.nodes).toHaveLength(1);
  expect(first.nodes).not.toContainEqual(second.nodes[0]);
});

test('users of all entries are read in one statement', async () =>
  expect(await statementsDuring(database.orm, () => read({ first: 4 }))).toHaveLength(3));

test('filters, alone and together', async () => {
  expect(await count({ userId: a.ids.users.ANALYST })).toBe(2);
  expect(await count({ action: 'LOGOUT' })).toBe(1);
  expect(await count({ entityType: 'User' })).toBe(3);
  expect(await count({ entityId: a.ids.users.VIEWER })).toBe(2);
  expect(await count({ from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' })).toBe(2);
  expect(await count({ userId: a.ids.users.ANALYST, action: 'UPDATE' })).toBe(1);
  expect(await count({ userId: null, action: null })).toBe(4);
  expect(await count({ userId: b.ids.users.VIEWER })).toBe(0);
});

test('a malformed filter is named whole', async () => {
  const source = 'query ($filter: AuditFilter) { auditLog(filter: $filter) { totalCount } }';
  const filter = { userId: a.ids.tenant, entityType: 'no type', entityId: 'x' };
  expect(await refusal(as('ADMIN'), source, { filter })).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: ['filter.userId', 'filter.entityType', 'filter.entityId'],
  });
});

describe('verifyAuditLog', () => {
  const VERIFY = 'query ($tenantId: ID) { verifyAuditLog(tenantId: $tenantId) { intact } }';
  test('says that nothing is sealed yet', async () => {
    expect(await refusal(as('ADMIN'), VERIFY)).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await refusal(as('SUPER_ADMIN'), VERIFY, { tenantId: b.ids.tenant })).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
  });
  test('an ADMIN does not find another tenant', async () => {
    expect(await refusal(as('ADMIN'), VERIFY, { tenantId: b.ids.tenant })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await refusal(as('ADMIN'), VERIFY, { tenantId: 'x' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      paths: ['tenantId'],
    });
  });
});
