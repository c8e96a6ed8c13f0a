import { sql } from 'kysely';
import { inTransaction } from '../../../platform/audit/audit-middleware.ts';
import type { GraphContext, MutationContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { log } from '../../../platform/log.ts';
import { identityDb } from '../entities.ts';
import { hashPassword, isOutdated } from './password.ts';
import type { PasswordAttempt } from './password-attempt.ts';

type Account = NonNullable<PasswordAttempt['account']>;

/**
 * Hashes a password anew that was right a moment ago, if its hash is of a lower cost than today's. For after the
 * decision, which must not take longer. Nobody is kept from signing in by a failure: the next time tries again.
 */
export async function raiseCost(
  context: GraphContext,
  { account }: PasswordAttempt,
  password: string,
): Promise<void> {
  if (!account || !isOutdated(account.passwordHash)) return;
  try {
    const passwordHash = await hashPassword(password);
    await inTransaction(context, (mutation) => replaceHash(mutation, account, passwordHash));
  } catch (error) {
    log.error({ requestId: context.requestId, err: error }, 'A password could not be hashed anew.');
  }
}

/** A password that was changed meanwhile stays; no session ends. */
async function replaceHash(context: MutationContext, account: Account, passwordHash: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update users set password_hash = ${passwordHash}
    where id = ${account.key} and password_hash = ${account.passwordHash}`.execute(identityDb(context));
  if (numAffectedRows !== 1n) return;
  context.audit.record({
    action: 'UPDATE',
    entityType: 'User',
    entityId: toGlobalId('User', account.key),
    tenantId: account.tenantKey,
    userId: account.key,
    changes: { passwordHash: { from: '(hidden)', to: '(hidden)' }, reason: 'HASHED_AT_A_HIGHER_COST' },
  });
}
