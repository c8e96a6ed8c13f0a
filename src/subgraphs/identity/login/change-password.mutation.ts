import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { inTransaction, opensOwnTransaction } from '../../../platform/audit/audit-middleware.ts';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { badUserInput, forbidden, unauthenticated } from '../../../platform/errors.ts';
import {
  type GraphContext,
  load,
  type MutationContext,
  viewerOf,
} from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { cost } from '../../../platform/graphql/limit.directives.ts';
import { countedAs } from '../../../platform/security/counted-as.ts';
import { newPasswordOf } from '../input/new-password.ts';
import type { OwnNames } from '../input/own-names.ts';
import { viewerOfSession } from '../session/session.rows.ts';
import { endSessionsOf, useUpRefreshTokens } from '../session/session.writes.ts';
import { changeAccount, lockedAccount } from '../user/managed-account.ts';
import { userByIdLoader } from '../user/user.loaders.ts';
import type { AccessClaims } from './access-token.ts';
import { freshTokens } from './auth-payload.ts';
import { AuthPayload, ChangePasswordInput } from './auth-payload.type.ts';
import { hashPassword } from './password.ts';
import { lockAttempted, type PasswordAttempt, tryPassword } from './password-attempt.ts';
import { noteGuess } from './session-guesses.ts';
import { recordFailure } from './sign-in.ts';

const OVER = 'The session is over. Sign in again.';

@Resolver()
export class ChangePasswordMutation {
  @opensOwnTransaction()
  @countedAs('login')
  @cost(800)
  @Mutation(() => AuthPayload, {
    description:
      "Changes the viewer's own password, ends all other sessions, and answers new tokens for this one. FORBIDDEN for an API key. BAD_USER_INPUT: the current password is wrong (the fifth time within 15 minutes ends the session), or the new one breaks the rules. A lock on signing in does not matter. RATE_LIMITED: it counts as a sign-in from the caller's address.",
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'The old password and the new.' })
    input: ChangePasswordInput,
    @Ctx() context: GraphContext,
  ): Promise<AuthPayload> {
    const { userId: userKey, sessionId: sessionKey } = viewerOf(context);
    if (!sessionKey) throw forbidden('An API key cannot change a password.');
    const account = await load(context, userByIdLoader, toGlobalId('User', userKey));
    if (!account) throw unauthenticated(OVER);
    await checkArguments(schemaFor(account), { input });
    const attempt = await tryPassword(context, { key: userKey }, input.currentPassword);
    const passwordHash = attempt.isRight ? await hashPassword(input.newPassword) : null;
    const tokens = await inTransaction(context, (mutation) =>
      judge(mutation, { userKey, sessionKey }, attempt, passwordHash),
    );
    // Thrown after the commit: a stolen session must not serve to guess the password unseen.
    if (!tokens) throw badUserInput([{ path: ['input', 'currentPassword'], message: 'Wrong password.' }]);
    return tokens;
  }
}

const schemaFor = (names: OwnNames) =>
  z.object({
    input: z
      .object({ currentPassword: z.string(), newPassword: newPasswordOf(names) })
      .refine(({ currentPassword, newPassword }) => currentPassword !== newPassword, {
        path: ['newPassword'],
        message: 'This is the current password.',
      }),
  });

async function judge(
  context: MutationContext,
  claims: AccessClaims,
  attempt: PasswordAttempt,
  passwordHash: string | null,
): Promise<AuthPayload | null> {
  const { isRight } = await lockAttempted(context, attempt);
  // Of guesses made at once, an earlier one may have ended the session.
  if (!(await viewerOfSession(context, claims.sessionKey))) throw unauthenticated(OVER);
  if (isRight && passwordHash) return setPassword(context, claims, passwordHash);
  recordFailure(context, attempt, 'WRONG_PASSWORD');
  await noteGuess(context, claims);
  return null;
}

async function setPassword(
  context: MutationContext,
  claims: AccessClaims,
  passwordHash: string,
): Promise<AuthPayload | null> {
  const account = await lockedAccount(context, claims.userKey);
  if (!account) return null;
  changeAccount(context, account, { passwordHash });
  await context.em.flush();
  await endSessionsOf(context, claims.userKey, claims.sessionKey);
  await useUpRefreshTokens(context, claims.sessionKey);
  return freshTokens(context, claims);
}
