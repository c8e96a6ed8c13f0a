import { ROLES, type RoleName } from '../../../../src/platform/security/viewer.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, execute, refusal, refusalWithoutTrace } from '../ask.ts';

const CREATE = 'mutation ($name: String!) { createTenant(input: { name: $name }) { id name createdAt } }';
const TENANTS = '{ tenants { nodes { name organizations { totalCount nodes { name } } } } }';
const OTHERS = ROLES.filter((role) => role !== 'SUPER_ADMIN');
const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
});
const as = (role: RoleName) => contextFor(database, a.viewers[role]);

test('a SUPER_ADMIN lists all, with their organisations', async () => {
  expect((await ask(as('SUPER_ADMIN'), TENANTS)).tenants.nodes).toEqual([
    {
      name: 'Tenant a',
      organizations: { totalCount: 2, nodes: [{ name: 'Desk a' }, { name: 'Other desk a' }] },
    },
    {
      name: 'Tenant b',
      organizations: { totalCount: 2, nodes: [{ name: 'Desk b' }, { name: 'Other desk b' }] },
    },
  ]);
});

test("a tenant's organisations are for administrators, by whatever path", async () => {
  const source = '{ me { organization { tenant { organizations { nodes { name } } } } } }';
  expect(await refusal(as('VIEWER'), source)).toMatchObject({ code: 'FORBIDDEN' });
  expect((await ask(as('ADMIN'), source)).me.organization.tenant.organizations.nodes).toHaveLength(2);
});

test.each([
  'Tenant',
  'Organization',
] as const)('a %s is a reference within its own walls', async (typename) => {
  const source = `query ($id: ID!) {
    _entities(representations: [{ __typename: "${typename}", id: $id }]) { ... on ${typename} { name } }
  }`;
  const ids = (tenant: TenantFixture) =>
    typename === 'Tenant' ? tenant.ids.tenant : tenant.ids.organization;
  const find = async (role: RoleName, id: string) =>
    (await execute(as(role), source, { id })).data._entities[0];
  expect(await find('VIEWER', ids(a))).not.toBeNull();
  expect(await find('ADMIN', ids(b))).toBeNull();
  expect(await find('SUPER_ADMIN', ids(b))).not.toBeNull();
});

test('a SUPER_ADMIN makes one, on record in the new tenant', async () => {
  let id = '';
  const entries = await entriesOf(database, async () => {
    ({ id } = (await ask(as('SUPER_ADMIN'), CREATE, { name: ' Tenant c ' })).createTenant);
  });
  const [row] = await database.query<{ id: string }>(
    "select id::text as id from tenants where name = 'Tenant c'",
  );
  expect(entries).toMatchObject([
    {
      action: 'CREATE',
      entityType: 'Tenant',
      entityId: id,
      tenantId: row?.id,
      userId: a.viewers.SUPER_ADMIN.userId,
      changes: { name: { from: null, to: 'Tenant c' } },
    },
  ]);
});

test('a name is taken in any case', async () =>
  expect(await refusalWithoutTrace(database, as('SUPER_ADMIN'), CREATE, { name: 'TENANT B' })).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: ['input.name'],
  }));

test.each(OTHERS)('%s neither lists nor makes one', async (role) => {
  expect(await refusal(as(role), TENANTS)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await refusalWithoutTrace(database, as(role), CREATE, { name: 'New' })).toMatchObject({
    code: 'FORBIDDEN',
  });
});
