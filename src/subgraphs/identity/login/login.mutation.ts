import { sql } from 'kysely';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { inTransaction, opensOwnTransaction } from '../../../platform/audit/audit-middleware.ts';
import { unauthenticated } from '../../../platform/errors.ts';
import type { GraphContext, MutationContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { cost } from '../../../platform/graphql/limit.directives.ts';
import { countedAs } from '../../../platform/security/counted-as.ts';
import { identityDb } from '../entities.ts';
import { viewerOfSession } from '../session/session.rows.ts';
import { startSession } from '../session/session.writes.ts';
import { freshTokens } from './auth-payload.ts';
import { AuthPayload, LoginInput } from './auth-payload.type.ts';
import { type PasswordAttempt, tryPassword } from './password-attempt.ts';
import { raiseCost } from './raise-cost.ts';
import { judgeSignIn } from './sign-in.ts';

/** One more than anybody's, so that a longer one is nobody's either. */
const MAX_NAME_LENGTH = 255;

@Resolver()
export class LoginMutation {
  @opensOwnTransaction()
  @countedAs('login')
  @cost(400)
  @Mutation(() => AuthPayload, {
    description:
      'Starts a session. UNAUTHENTICATED: wrong username or password, a deactivated account, or too many failures (5 in 15 minutes from one address, 20 from anywhere, lock it for 15 minutes): the answer is the same. RATE_LIMITED: too many attempts from one address, whatever the accounts.',
  })
  async login(
    @Arg('input', () => LoginInput, { description: 'Who signs in.' }) input: LoginInput,
    @Ctx() context: GraphContext,
  ): Promise<AuthPayload> {
    const name = input.usernameOrEmail.trim().replaceAll('\0', '').slice(0, MAX_NAME_LENGTH);
    const attempt = await tryPassword(context, { name }, input.password);
    const signedIn = await inTransaction(context, async (mutation) =>
      (await judgeSignIn(mutation, attempt)) && attempt.account ? begin(mutation, attempt.account) : null,
    );
    // Thrown after the commit: the failure stays on record.
    if (!signedIn) throw unauthenticated('Wrong username or password.');
    await raiseCost(context, attempt, input.password);
    context.viewer = signedIn.viewer;
    return signedIn.tokens;
  }
}

async function begin(context: MutationContext, { key, tenantKey }: NonNullable<PasswordAttempt['account']>) {
  const now = context.clock.now().toISOString();
  await sql`update users set last_login_at = ${now} where id = ${key}`.execute(identityDb(context));
  const sessionKey = await startSession(context, { key, tenantKey });
  context.audit.record({
    action: 'LOGIN',
    entityType: 'Session',
    entityId: toGlobalId('Session', sessionKey),
    tenantId: tenantKey,
    userId: key,
  });
  return {
    viewer: await viewerOfSession(context, sessionKey),
    tokens: await freshTokens(context, { userKey: key, sessionKey }),
  };
}
