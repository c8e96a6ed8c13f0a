import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, refusal, refusalWithoutTrace } from '../ask.ts';

const CREATE = `mutation ($name: String!, $tenantId: ID!) {
  createOrganization(input: { name: $name, tenantId: $tenantId }) { id name tenant { name } }
}`;
const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
});
const as = (role: RoleName) => contextFor(database, a.viewers[role]);
const refused = (role: RoleName, variables: object) =>
  refusalWithoutTrace(database, as(role), CREATE, { name: 'New', tenantId: a.ids.tenant, ...variables });

test('an ADMIN lists those of the tenant by name, a SUPER_ADMIN all', async () => {
  const list = async (role: RoleName) =>
    (await ask(as(role), '{ organizations { nodes { name } } }')).organizations.nodes.map(
      ({ name }: { name: string }) => name,
    );
  expect(await list('ADMIN')).toEqual(['Desk a', 'Other desk a']);
  expect(await list('SUPER_ADMIN')).toEqual(['Desk a', 'Desk b', 'Other desk a', 'Other desk b']);
});

test('users of many organisations are read in one statement', async () => {
  const source = '{ organizations { nodes { name users(first: 2) { totalCount nodes { username } } } } }';
  const statements = await statementsDuring(database.orm, async () => {
    const { organizations } = await ask(as('SUPER_ADMIN'), source);
    const [desk, , other] = organizations.nodes;
    expect(desk.users).toEqual({
      totalCount: 5,
      nodes: [{ username: 'a.admin' }, { username: 'a.analyst' }],
    });
    expect(other.users).toEqual({ totalCount: 0, nodes: [] });
  });
  // The organisations, the pages, the counts.
  expect(statements).toHaveLength(3);
});

test("an organisation's users are for administrators, by whatever path", async () => {
  const source = '{ me { organization { users { nodes { username } } } } }';
  expect(await refusal(as('ANALYST'), source)).toMatchObject({ code: 'FORBIDDEN' });
  expect((await ask(as('ADMIN'), source)).me.organization.users.nodes).toHaveLength(5);
});

describe('createOrganization', () => {
  test('by an ADMIN of the tenant, on record', async () => {
    const variables = { name: ' New desk ', tenantId: a.ids.tenant };
    let id = '';
    const entries = await entriesOf(database, async () => {
      const { createOrganization } = await ask(as('ADMIN'), CREATE, variables);
      expect(createOrganization).toMatchObject({ name: 'New desk', tenant: { name: 'Tenant a' } });
      id = createOrganization.id;
    });
    expect(entries).toMatchObject([
      {
        action: 'CREATE',
        entityType: 'Organization',
        entityId: id,
        tenantId: a.tenantId,
        changes: { name: { from: null, to: 'New desk' }, tenantId: { from: null, to: a.ids.tenant } },
      },
    ]);
  });
  test('a name is taken in any case, in its own tenant only', async () => {
    expect(await refused('ADMIN', { name: 'desk A' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      paths: ['input.name'],
    });
    await ask(as('SUPER_ADMIN'), CREATE, { name: 'Desk a', tenantId: b.ids.tenant });
  });
  test.each(['Desk  a', 'Desk\u00a0a', ' DESK a '])('%j is taken, too: it looks the same', async (name) =>
    expect(await refused('ADMIN', { name })).toMatchObject({ paths: ['input.name'] }));
  test.each(['Desk\u200b a', 'Desk a\u202e', 'x'.repeat(201), '\u00ad'])('%j is no name', async (name) =>
    expect(await refused('ADMIN', { name })).toMatchObject({
      code: 'BAD_USER_INPUT',
      paths: ['input.name'],
    }));
  test('every fault is named', async () =>
    expect(await refused('ADMIN', { name: ' ', tenantId: 'x' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      paths: ['input.name', 'input.tenantId'],
    }));
  test('an ADMIN does not find another tenant', async () =>
    expect(await refused('ADMIN', { tenantId: b.ids.tenant, name: 'Desk b' })).toMatchObject({
      code: 'NOT_FOUND',
    }));
  test.each(['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER'] as const)('%s makes none', async (role) =>
    expect(await refused(role, {})).toMatchObject({ code: 'FORBIDDEN' }));
});
