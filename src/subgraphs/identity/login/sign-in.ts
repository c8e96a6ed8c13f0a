import type { MutationContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { loginFailures } from '../../../platform/metrics.ts';
import { forgetFailuresFromHere, isLocked, noteFailure } from './lockout.ts';
import { lockAttempted, NOBODY, type PasswordAttempt } from './password-attempt.ts';

type Fault = 'UNKNOWN_USER' | 'LOCKED' | 'WRONG_PASSWORD' | 'INACTIVE';

/**
 * Whether the attempt signs somebody in; if not, the failure is written down. Whatever is wrong, the statements are
 * the same, with nobody's key if need be: their number would show in the time.
 */
export async function judgeSignIn(context: MutationContext, attempt: PasswordAttempt): Promise<boolean> {
  const key = attempt.account?.key ?? NOBODY;
  const fault = await faultOf(context, attempt, key);
  if (!fault) {
    await forgetFailuresFromHere(context, key);
    return true;
  }
  await noteFailure(context, fault === 'WRONG_PASSWORD' ? key : NOBODY);
  recordFailure(context, attempt, fault);
  return false;
}

async function faultOf(
  context: MutationContext,
  attempt: PasswordAttempt,
  key: string,
): Promise<Fault | null> {
  const { isRight, isActive } = await lockAttempted(context, attempt);
  const locked = await isLocked(context, key);
  if (!attempt.account) return 'UNKNOWN_USER';
  if (locked) return 'LOCKED';
  if (!isRight) return 'WRONG_PASSWORD';
  return isActive ? null : 'INACTIVE';
}

/** What was typed as a name is not kept: it may be a password. */
export function recordFailure({ audit }: MutationContext, { account }: PasswordAttempt, reason: Fault): void {
  loginFailures.inc();
  audit.record({
    action: 'LOGIN_FAILED',
    entityType: 'User',
    entityId: account && toGlobalId('User', account.key),
    tenantId: account?.tenantKey,
    userId: account?.key,
    changes: { reason },
  });
}
