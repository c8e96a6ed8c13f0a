import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { contextFor, NOW } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, refusalWithoutTrace } from '../ask.ts';

const UPDATE = `mutation ($id: ID!, $input: UpdateUserInput!) {
  updateUser(id: $id, input: $input) { role isActive fullName updatedAt organization { id } }
}`;
const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeEach(async () => {
  await database.query('truncate tenants, organizations, users cascade');
  ({ a, b } = await seedIdentity(database));
});
const as = (role: RoleName) => contextFor(database, a.viewers[role]);
const update = (id: string, input: object, role: RoleName = 'ADMIN') => ask(as(role), UPDATE, { id, input });
const refused = (id: string, input: object, role: RoleName = 'ADMIN') =>
  refusalWithoutTrace(database, as(role), UPDATE, { id, input });

test('changes what is given; the entry says from what to what', async () => {
  const input = { role: 'ANALYST', fullName: 'New Name', organizationId: a.ids.otherOrganization };
  const entries = await entriesOf(database, async () =>
    expect((await update(a.ids.users.VIEWER, input)).updateUser).toEqual({
      role: 'ANALYST',
      isActive: true,
      fullName: 'New Name',
      updatedAt: NOW,
      organization: { id: a.ids.otherOrganization },
    }),
  );
  expect(entries).toEqual([
    {
      action: 'UPDATE',
      entityType: 'User',
      entityId: a.ids.users.VIEWER,
      tenantId: a.tenantId,
      userId: a.viewers.ADMIN.userId,
      ipAddress: '192.0.2.1',
      requestId: 'request-1',
      changes: {
        role: { from: 'VIEWER', to: 'ANALYST' },
        fullName: { from: 'VIEWER of a', to: 'New Name' },
        organizationId: { from: a.ids.organization, to: a.ids.otherOrganization },
        updatedAt: { from: expect.any(String), to: NOW },
      },
    },
  ]);
});

test('nothing given or nothing new changes nothing, and leaves no entry', async () => {
  const same = { role: 'VIEWER', isActive: null, fullName: 'VIEWER of a' };
  const entries = await entriesOf(database, async () => {
    await update(a.ids.users.VIEWER, {});
    await update(a.ids.users.VIEWER, same);
  });
  expect(entries).toEqual([]);
});

test('a full name can be removed', async () =>
  expect((await update(a.ids.users.VIEWER, { fullName: null })).updateUser.fullName).toBeNull());

test('deactivation ends every session, and activation does not bring them back', async () => {
  await update(a.ids.users.VIEWER, { isActive: false });
  await update(a.ids.users.VIEWER, { isActive: true });
  const running = await database.query<{ id: string }>(
    'select user_id::text as id from sessions where ended_at is null',
  );
  expect(running).toHaveLength(9);
  expect(running.map(({ id }) => id)).not.toContain(a.viewers.VIEWER.userId);
});

describe('walls', () => {
  test.each([
    'VIEWER',
    'ANALYST',
    'PORTFOLIO_MANAGER',
  ] as const)('%s changes nobody, oneself included', async (role) =>
    expect(await refused(a.ids.users[role], { fullName: 'x' }, role)).toMatchObject({ code: 'FORBIDDEN' }));
  test('an ADMIN finds nobody of another tenant', async () =>
    expect(await refused(b.ids.users.VIEWER, { fullName: 'x' })).toMatchObject({ code: 'NOT_FOUND' }));
  test('an ADMIN moves nobody to another tenant', async () =>
    expect(await refused(a.ids.users.VIEWER, { organizationId: b.ids.organization })).toMatchObject({
      code: 'NOT_FOUND',
    }));
  test('nor does a SUPER_ADMIN', async () =>
    expect(
      await refused(a.ids.users.VIEWER, { organizationId: b.ids.organization }, 'SUPER_ADMIN'),
    ).toMatchObject({ code: 'NOT_FOUND' }));
  test('an ADMIN neither touches nor makes a SUPER_ADMIN', async () => {
    expect(await refused(a.ids.users.SUPER_ADMIN, { fullName: 'x' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refused(a.ids.users.VIEWER, { role: 'SUPER_ADMIN' })).toMatchObject({ code: 'FORBIDDEN' });
  });
  test.each(['ADMIN', 'SUPER_ADMIN'] as const)('%s neither demotes nor deactivates oneself', async (role) => {
    expect(await refused(a.ids.users[role], { role: 'VIEWER' }, role)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refused(a.ids.users[role], { isActive: false }, role)).toMatchObject({ code: 'FORBIDDEN' });
    await update(a.ids.users[role], { fullName: 'Still me', isActive: true, role }, role);
  });
  test('a SUPER_ADMIN reaches every tenant', async () => {
    const entries = await entriesOf(database, () =>
      update(b.ids.users.ADMIN, { role: 'VIEWER' }, 'SUPER_ADMIN'),
    );
    expect(entries).toMatchObject([{ tenantId: b.tenantId, userId: a.viewers.SUPER_ADMIN.userId }]);
  });
});

test('every fault is named', async () =>
  expect(await refused('x', { fullName: 'x'.repeat(201), organizationId: a.ids.tenant })).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: ['id', 'input.fullName', 'input.organizationId'],
  }));
