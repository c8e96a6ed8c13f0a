import { sql } from 'kysely';
import type { GraphContext, MutationContext } from '../../../platform/graphql/context.ts';
import { identityDb } from '../entities.ts';
import { isPassword } from './password.ts';

/** Someone says that an account is theirs, and shows a password. Compared before any transaction: it is slow. */
export interface PasswordAttempt {
  /** Undefined where there is no such account. */
  account: { key: string; tenantKey: string; passwordHash: string } | undefined;
  isRight: boolean;
}

type Which = { name: string } | { key: string };

export async function tryPassword(
  context: GraphContext,
  which: Which,
  password: string,
): Promise<PasswordAttempt> {
  const condition =
    'key' in which
      ? sql`id = ${which.key}`
      : sql`lower(username) = lower(${which.name}) or lower(email) = lower(${which.name})`;
  const { rows } = await sql<NonNullable<PasswordAttempt['account']>>`
    select id::text as key, tenant_id::text as "tenantKey", password_hash as "passwordHash"
    from users where ${condition} limit 1`.execute(identityDb(context));
  return { account: rows[0], isRight: await isPassword(password, rows[0]?.passwordHash) };
}

/** No row has this key. */
export const NOBODY = '0';

/**
 * What counts of the attempt now: the password may have been changed since it was compared. The account stays locked
 * to the end of the transaction, so that guesses made at once are judged one after the other.
 */
export async function lockAttempted(
  context: MutationContext,
  { account, isRight }: PasswordAttempt,
): Promise<{ isRight: boolean; isActive: boolean }> {
  const { rows } = await sql<{ isActive: boolean; passwordHash: string }>`
    select is_active as "isActive", password_hash as "passwordHash" from users
    where id = ${account?.key ?? NOBODY} for no key update`.execute(identityDb(context));
  const isStillRight = isRight && rows[0]?.passwordHash === account?.passwordHash;
  return { isRight: isStillRight, isActive: rows[0]?.isActive === true };
}
