import { sql } from 'kysely';
import type { GraphContext, MutationContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { identityDb } from '../entities.ts';
import { forgetFailures, isLocked, noteFailure } from './lockout.ts';
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

/**
 * Whether the attempt counts; if not, the failure is written down. The account stays locked to the end of the
 * transaction, so that guesses made at once are judged one after the other.
 */
export async function judgeAttempt(context: MutationContext, attempt: PasswordAttempt): Promise<boolean> {
  const { account } = attempt;
  const fault = account ? await faultOf(context, account, attempt.isRight) : 'UNKNOWN_USER';
  if (account && fault === 'WRONG_PASSWORD') await noteFailure(context, account.key);
  if (account && !fault) await forgetFailures(context, account.key);
  if (fault) {
    context.audit.record({
      action: 'LOGIN_FAILED',
      entityType: 'User',
      entityId: account && toGlobalId('User', account.key),
      tenantId: account?.tenantKey,
      userId: account?.key,
      changes: { reason: fault },
    });
  }
  return !fault;
}

async function faultOf(
  context: MutationContext,
  { key, passwordHash }: NonNullable<PasswordAttempt['account']>,
  isRight: boolean,
) {
  const { rows } = await sql<{ isActive: boolean; passwordHash: string }>`
    select is_active as "isActive", password_hash as "passwordHash" from users
    where id = ${key} for no key update`.execute(identityDb(context));
  if (await isLocked(context, key)) return 'LOCKED';
  // The password may have been changed since it was compared.
  if (!isRight || rows[0]?.passwordHash !== passwordHash) return 'WRONG_PASSWORD';
  return rows[0].isActive ? null : 'INACTIVE';
}
