import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { ROLES, type RoleName, type Viewer } from '../../src/platform/security/viewer.ts';
import { hashCheaply } from './cheap-hashing.ts';
import type { TestDatabase } from './database.ts';

/** The password of every seeded user. */
export const PASSWORD = 'Correct-horse-1';

/** Of {@link PASSWORD}, as signing it up would make it at a low cost. */
const PASSWORD_HASH = '$2b$05$J4Ua5xo.LkHugK.2fZoRIOnlAfiiUl9O1CtuYncyZgAzmt1fYghFu';

/** Keys are the database's; `ids` are the public ones. */
export interface TenantFixture {
  tenantId: string;
  organizationId: string;
  /** An organisation of the same tenant without users. */
  otherOrganizationId: string;
  /** One user a role, all in `organizationId`, each within a running session. Usernames: `a.viewer`, `b.super_admin` … */
  viewers: Record<RoleName, Viewer>;
  ids: { tenant: string; organization: string; otherOrganization: string; users: Record<RoleName, string> };
}

/** Two tenants with the same people, so that every wall can be run into from either side. */
export async function seedIdentity(database: TestDatabase): Promise<{ a: TenantFixture; b: TenantFixture }> {
  hashCheaply();
  return { a: await seedTenant(database, 'a'), b: await seedTenant(database, 'b') };
}

async function seedTenant(database: TestDatabase, name: string): Promise<TenantFixture> {
  const insert = async (statement: string, parameters: unknown[]) => {
    const [row] = await database.query<{ id: string }>(`${statement} returning id::text as id`, parameters);
    return (row as { id: string }).id;
  };
  const tenantId = await insert('insert into tenants (name) values (?)', [`Tenant ${name}`]);
  const organization = (title: string) =>
    insert('insert into organizations (tenant_id, name) values (?, ?)', [tenantId, title]);
  const organizationId = await organization(`Desk ${name}`);
  const otherOrganizationId = await organization(`Other desk ${name}`);

  const seedViewer = async (role: RoleName): Promise<Viewer> => {
    const username = `${name}.${role.toLowerCase()}`;
    const userId = await insert(
      `insert into users (tenant_id, organization_id, username, email, full_name, password_hash, role)
       values (?, ?, ?, ?, ?, ?, ?::user_role)`,
      [
        tenantId,
        organizationId,
        username,
        `${username}@example.test`,
        `${role} of ${name}`,
        PASSWORD_HASH,
        role,
      ],
    );
    const sessionId = await insert(
      "insert into sessions (user_id, created_at, expires_at) values (?, '2026-03-01', '2100-01-01')",
      [userId],
    );
    return { userId, username, role, organizationId, tenantId, sessionId, persistedOnly: false };
  };
  const viewers = {} as Record<RoleName, Viewer>;
  for (const role of ROLES) viewers[role] = await seedViewer(role);
  return {
    tenantId,
    organizationId,
    otherOrganizationId,
    viewers,
    ids: {
      tenant: toGlobalId('Tenant', tenantId),
      organization: toGlobalId('Organization', organizationId),
      otherOrganization: toGlobalId('Organization', otherOrganizationId),
      users: Object.fromEntries(
        ROLES.map((role) => [role, toGlobalId('User', viewers[role].userId)]),
      ) as Record<RoleName, string>,
    },
  };
}
