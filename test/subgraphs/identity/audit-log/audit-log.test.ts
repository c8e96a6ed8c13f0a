import { sealAll } from '../../../../src/platform/audit/seal/seal-pass.ts';
import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
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
  const VERIFY = `query ($tenantId: ID) { verifyAuditLog(tenantId: $tenantId) {
    intact entryCount unsealedCount headSequence headHash firstBrokenSequence } }`;
  const verify = async (role: RoleName, tenantId?: string) =>
    (await ask(as(role), VERIFY, { tenantId })).verifyAuditLog;

  test('counts what waits for its seal', async () => {
    expect(await verify('ADMIN')).toEqual({
      intact: true,
      entryCount: 4,
      unsealedCount: 4,
      headSequence: null,
      headHash: null,
      firstBrokenSequence: null,
    });
  });

  describe('once all is sealed', () => {
    beforeAll(() => sealAll(database.orm.em.fork().getKysely()));

    test('ends in the entry that was written last, as the log shows it', async () => {
      const { nodes } = await read();
      const last = nodes.find(({ sequence }: { sequence: string }) => sequence === '4');
      expect(last).toMatchObject({ action: 'LOGOUT', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(await verify('ADMIN')).toEqual({
        intact: true,
        entryCount: 4,
        unsealedCount: 0,
        headSequence: '4',
        headHash: last.hash,
        firstBrokenSequence: null,
      });
    });

    test('an ADMIN names the own tenant or none, a SUPER_ADMIN any', async () => {
      expect(await verify('ADMIN', a.ids.tenant)).toEqual(await verify('ADMIN'));
      expect(await verify('SUPER_ADMIN', b.ids.tenant)).toMatchObject({ intact: true, entryCount: 1 });
    });

    test('an edited entry is found in its own tenant', async () => {
      const [{ sequence }] = (await database.query(
        `update audit_logs set changes = '{}' where user_id = ? returning
           (select sequence::text from audit_seals s where s.entry_id = audit_logs.id)`,
        [b.viewers.VIEWER.userId],
      )) as [{ sequence: string }];
      expect(await verify('SUPER_ADMIN', b.ids.tenant)).toMatchObject({
        intact: false,
        firstBrokenSequence: sequence,
      });
      expect(await verify('ADMIN')).toMatchObject({ intact: true });
    });
  });

  test.each(['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER'] as const)('is refused to a %s', async (role) =>
    expect(await refusal(as(role), VERIFY)).toMatchObject({ code: 'FORBIDDEN' }));

  test('an ADMIN does not find another tenant', async () => {
    expect(await refusal(as('ADMIN'), VERIFY, { tenantId: b.ids.tenant })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await refusal(as('ADMIN'), VERIFY, { tenantId: 'x' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      paths: ['tenantId'],
    });
  });

  test('a tenant that does not exist is not found by a SUPER_ADMIN either', async () =>
    expect(
      await refusal(as('SUPER_ADMIN'), VERIFY, { tenantId: toGlobalId('Tenant', '424242') }),
    ).toMatchObject({ code: 'NOT_FOUND' }));
});
