import { randomBytes } from 'node:crypto';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { z } from 'zod';
import { inTransaction } from '../../../platform/audit/audit-middleware.ts';
import { checkArguments } from '../../../platform/check-arguments.ts';
import type { GraphContext, MutationContext } from '../../../platform/graphql/context.ts';
import type { FirstAccount } from '../../../platform/security/user-directory.ts';
import { identityDb } from '../entities.ts';
import { newPasswordOf } from '../input/new-password.ts';
import { hashPassword } from '../login/password.ts';
import { OrganizationEntity } from '../organization/organization.entity.ts';
import { TenantEntity } from '../tenant/tenant.entity.ts';
import { UserEntity } from './user.entity.ts';

const TENANT = 'First tenant';
const ORGANIZATION = 'Head office';

/** Two processes that start at once make one: the table is locked while they look. */
export async function createFirstAccount(
  account: FirstAccount,
  context: GraphContext,
): Promise<string | null> {
  // Hashing is slow: every start but the first ends here. The transaction looks again.
  if (await hasUsers(context.em)) return null;
  const names = namesOf(account);
  const made = account.adminPassword ? null : newPassword();
  const adminPassword = account.adminPassword ?? (made as string);
  await checkArguments(z.object({ adminPassword: newPasswordOf(names) }), { adminPassword });
  const passwordHash = await hashPassword(adminPassword);
  const isFirst = await inTransaction(context, async (mutation) => {
    await sql`lock table users in share row exclusive mode`.execute(identityDb(mutation));
    if (await hasUsers(mutation.em)) return false;
    await insert(mutation, { ...names, passwordHash });
    return true;
  });
  return isFirst ? made : null;
}

const namesOf = ({ adminUsername }: FirstAccount) => ({
  username: adminUsername,
  email: `${adminUsername}@riskgraph.invalid`,
  fullName: 'Administrator',
});

type NewAccount = ReturnType<typeof namesOf> & { passwordHash: string };

/** As entities, so that the audit trail begins with them. */
async function insert({ em }: MutationContext, account: NewAccount): Promise<void> {
  const tenant = em.create(TenantEntity, { name: TENANT });
  await em.flush();
  const organization = em.create(OrganizationEntity, { name: ORGANIZATION, tenantId: tenant.id });
  await em.flush();
  const place = { tenantId: tenant.id, organizationId: organization.id };
  em.create(UserEntity, { ...account, ...place, role: 'SUPER_ADMIN' });
}

const hasUsers = async (em: SqlEntityManager): Promise<boolean> =>
  (await identityDb({ em }).selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;

/** 24 random characters; the prefix brings every kind of character that the policy asks for. */
const newPassword = () => `Rg1-${randomBytes(15).toString('base64url')}`;
