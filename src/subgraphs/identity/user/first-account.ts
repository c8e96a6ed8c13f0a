import { randomBytes } from 'node:crypto';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { FirstAccount } from '../../../platform/security/user-directory.ts';
import { identityDb } from '../entities.ts';
import { hashPassword } from '../login/password.ts';

const TENANT = 'First tenant';
const ORGANIZATION = 'Head office';

/** Two processes that start at once make one: the table is locked while they look. */
export async function createFirstAccount(
  account: FirstAccount,
  { em }: { em: SqlEntityManager },
): Promise<string | null> {
  // Hashing is slow: every start but the first ends here. The transaction looks again.
  if (await hasUsers(em)) return null;
  const made = account.adminPassword ? null : newPassword();
  const passwordHash = await hashPassword(account.adminPassword ?? (made as string));
  const isFirst = await em.transactional(async (transaction) => {
    const db = identityDb({ em: transaction });
    await sql`lock table users in share row exclusive mode`.execute(db);
    if (await hasUsers(transaction)) return false;
    const tenant = await db
      .insertInto('tenants')
      .values({ name: TENANT })
      .returning('id')
      .executeTakeFirstOrThrow();
    const organization = await db
      .insertInto('organizations')
      .values({ tenant_id: tenant.id, name: ORGANIZATION })
      .returning('id')
      .executeTakeFirstOrThrow();
    const username = account.adminUsername;
    const user = {
      username,
      email: `${username}@riskgraph.invalid`,
      full_name: 'Administrator',
      role: 'SUPER_ADMIN',
    } as const;
    const place = { tenant_id: tenant.id, organization_id: organization.id };
    await db
      .insertInto('users')
      .values({ ...user, ...place, password_hash: passwordHash })
      .execute();
    return true;
  });
  return isFirst ? made : null;
}

const hasUsers = async (em: SqlEntityManager): Promise<boolean> =>
  (await identityDb({ em }).selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;

/** 24 random characters; the prefix brings every kind of character that the policy asks for. */
const newPassword = () => `Rg1-${randomBytes(15).toString('base64url')}`;
