import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { inTransaction, opensOwnTransaction } from '../../../platform/audit/audit-middleware.ts';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { badUserInput, forbidden } from '../../../platform/errors.ts';
import { type GraphContext, type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { newPassword } from '../input/fields.ts';
import { endSessionsOf, useUpRefreshTokens } from '../session/session.writes.ts';
import { changeAccount, lockedAccount } from '../user/managed-account.ts';
import type { AccessClaims } from './access-token.ts';
import { freshTokens } from './auth-payload.ts';
import { AuthPayload, ChangePasswordInput } from './auth-payload.type.ts';
import { hashPassword } from './password.ts';
import { judgeAttempt, tryPassword } from './password-attempt.ts';

const schema = z.object({ input: z.object({ currentPassword: z.string(), newPassword }) });

@Resolver()
export class ChangePasswordMutation {
  @opensOwnTransaction()
  @Mutation(() => AuthPayload, {
    description:
      "Changes the viewer's own password, ends all other sessions, and answers new tokens for this one. FORBIDDEN for an API key. BAD_USER_INPUT: the current password is wrong, or the new one breaks the rules.",
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'The old password and the new.' })
    input: ChangePasswordInput,
    @Ctx() context: GraphContext,
  ): Promise<AuthPayload> {
    const { userId, sessionId } = viewerOf(context);
    if (!sessionId) throw forbidden('An API key cannot change a password.');
    await checkArguments(schema, { input });
    const attempt = await tryPassword(context, { key: userId }, input.currentPassword);
    const passwordHash = await hashPassword(input.newPassword);
    const tokens = await inTransaction(context, async (mutation) =>
      (await judgeAttempt(mutation, attempt))
        ? setPassword(mutation, { userKey: userId, sessionKey: sessionId }, passwordHash)
        : null,
    );
    // Thrown after the commit: a stolen session must not serve to guess the password unseen.
    if (!tokens) throw badUserInput([{ path: ['input', 'currentPassword'], message: 'Wrong password.' }]);
    return tokens;
  }
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
