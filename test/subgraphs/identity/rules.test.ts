import { buildSubgraph } from '../../../src/platform/graphql/subgraph-schema.ts';
import type { RoleName } from '../../../src/platform/security/viewer.ts';
import { identityRules } from '../../../src/subgraphs/identity/rules.ts';
import { identity } from '../../../src/subgraphs/identity/subgraph.ts';
import { contextFor } from '../../support/context.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { refusalWithoutTrace } from './ask.ts';

const database = useTestDatabase();
let a: TenantFixture;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
});

/** Every root field that is not open to anyone. */
const SIGNED_IN = [
  '{ me { id } }',
  '{ user(id: "x") { id } }',
  '{ sessions { id } }',
  '{ apiKeys { id } }',
  'mutation { logout(everywhere: true) }',
  'mutation { endSession(id: "x") }',
  'mutation { updateProfile(input: { fullName: "x" }) { id } }',
  'mutation { changePassword(input: { currentPassword: "x", newPassword: "y" }) { expiresIn } }',
  'mutation { createApiKey(input: { name: "x", role: VIEWER }) { secret } }',
  'mutation { revokeApiKey(id: "x") { id } }',
];
const ADMINISTRATORS = [
  '{ users { totalCount } }',
  '{ organizations { totalCount } }',
  '{ auditLog { totalCount } }',
  '{ verifyAuditLog { intact } }',
  'mutation { register(input: { username: "x", email: "x", password: "x", role: VIEWER, organizationId: "x" }) { id } }',
  'mutation { updateUser(id: "x", input: { isActive: false }) { id } }',
  'mutation { resetPassword(userId: "x", newPassword: "x") { id } }',
  'mutation { unlockUser(id: "x") { id } }',
  'mutation { createOrganization(input: { name: "x", tenantId: "x" }) { id } }',
];
const SUPER_ADMINISTRATORS = [
  '{ tenants { totalCount } }',
  'mutation { createTenant(input: { name: "x" }) { id } }',
];

const codeFor = async (viewer: RoleName | null, source: string) => {
  const context = contextFor(database, viewer && a.viewers[viewer]);
  return (await refusalWithoutTrace(database, context, source)).code;
};

test.each([...SIGNED_IN, ...ADMINISTRATORS, ...SUPER_ADMINISTRATORS])('a stranger: %s', async (source) =>
  expect(await codeFor(null, source)).toBe('UNAUTHENTICATED'));

describe.each(['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER'] as const)('%s', (role) => {
  test.each([...ADMINISTRATORS, ...SUPER_ADMINISTRATORS])('%s', async (source) =>
    expect(await codeFor(role, source)).toBe('FORBIDDEN'));
});

test.each(SUPER_ADMINISTRATORS)('ADMIN: %s', async (source) =>
  expect(await codeFor('ADMIN', source)).toBe('FORBIDDEN'));

test('every root field has a rule, and every rule a field', async () => {
  const { schema } = await buildSubgraph(identity);
  for (const [typename, fields] of Object.entries(identityRules)) {
    const served = Object.keys(
      (schema.getType(typename) as ReturnType<typeof schema.getQueryType>)?.getFields() ?? {},
    );
    expect(served).toEqual(expect.arrayContaining(Object.keys(fields)));
    if (typename !== 'Query' && typename !== 'Mutation') continue;
    const own = served.filter((name) => !name.startsWith('_'));
    expect(Object.keys(fields).toSorted()).toEqual(own.toSorted());
  }
  const asked = [...SIGNED_IN, ...ADMINISTRATORS, ...SUPER_ADMINISTRATORS].length;
  // All but login and refreshSession.
  expect(asked).toBe(Object.keys({ ...identityRules.Query, ...identityRules.Mutation }).length - 2);
});
