import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import type { RoleName, Viewer } from '../../../src/platform/security/viewer.ts';
import type { TestDatabase } from '../../support/database.ts';
import type { TenantFixture } from '../../support/identity-fixtures.ts';

/** Somebody more in a tenant, within a running session. */
export async function addPerson(
  database: TestDatabase,
  { tenantId, viewers }: TenantFixture,
  organizationId: string,
  role: RoleName,
  username: string,
): Promise<Viewer> {
  const [user] = await database.query<{ id: string }>(
    `insert into users (tenant_id, organization_id, username, email, full_name, password_hash, role)
     select tenant_id, ?, ?, ?, ?, password_hash, ?::user_role from users where id = ? returning id::text`,
    [organizationId, username, `${username}@example.test`, username, role, viewers.ADMIN.userId],
  );
  const userId = user!.id;
  const [session] = await database.query<{ id: string }>(
    "insert into sessions (user_id, created_at, expires_at) values (?, '2026-01-01', '2100-01-01') returning id::text",
    [userId],
  );
  return { userId, username, role, organizationId, tenantId, sessionId: session!.id, persistedOnly: false };
}

/** An API key of somebody's, in force. Its public id. */
export async function addApiKey(database: TestDatabase, owner: Viewer, name: string): Promise<string> {
  const [key] = await database.query<{ id: string }>(
    `insert into api_keys (tenant_id, user_id, name, prefix, secret_hash, role)
     values (?, ?, ?, 'rg_00000000', md5(random()::text), ?::user_role) returning id::text`,
    [owner.tenantId, owner.userId, name, owner.role],
  );
  return toGlobalId('ApiKey', key!.id);
}

/** That somebody changed an account, in the audit log of the account's tenant. */
export async function addAuditEntry(
  database: TestDatabase,
  account: Viewer,
  by: Viewer,
  text: string,
): Promise<void> {
  const changes = JSON.stringify({ fullName: { from: null, to: text } });
  await database.query(
    `insert into audit_logs (tenant_id, user_id, action, entity_type, entity_id, changes, ip_address, request_id)
     values (?, ?, 'UPDATE', 'User', ?, ?::jsonb, '192.0.2.1', ?)`,
    [account.tenantId, by.userId, toGlobalId('User', account.userId), changes, text],
  );
}

/** Lets what a tenant calls its people, desks and itself name the tenant: `people-b`. */
export async function tagPeople(
  database: TestDatabase,
  { tenantId }: TenantFixture,
  name: string,
): Promise<void> {
  const tag = `people-${name}`;
  await database.query(
    `update users set username = ? || '.' || username, email = ? || '.' || email, full_name = ? || ' ' || full_name
     where tenant_id = ?`,
    [tag, tag, tag, tenantId],
  );
  await database.query("update organizations set name = name || ' ' || ? where tenant_id = ?", [
    tag,
    tenantId,
  ]);
  await database.query("update tenants set name = name || ' ' || ? where id = ?", [tag, tenantId]);
  await database.query(
    'update sessions set user_agent = ? where user_id in (select id from users where tenant_id = ?)',
    [tag, tenantId],
  );
}
