import { sql } from 'kysely';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { inTransaction, opensOwnTransaction } from '../../../platform/audit/audit-middleware.ts';
import { unauthenticated } from '../../../platform/errors.ts';
import type { GraphContext, MutationContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { identityDb } from '../entities.ts';
import { viewerOfSession } from '../session/session.rows.ts';
import { endSessionByKey, useRefreshToken } from '../session/session.writes.ts';
import { freshTokens } from './auth-payload.ts';
import { AuthPayload, RefreshSessionInput } from './auth-payload.type.ts';
import { sha256 } from './secret.ts';

@Resolver()
export class RefreshSessionMutation {
  @opensOwnTransaction()
  @Mutation(() => AuthPayload, {
    description:
      'Renews a session: new tokens for the latest refresh token. UNAUTHENTICATED: it is unknown, or the session is over. One that was used before ends the session: two hold it, and one of them stole it.',
  })
  async refreshSession(
    @Arg('input', () => RefreshSessionInput, { description: 'What renews it.' }) input: RefreshSessionInput,
    @Ctx() context: GraphContext,
  ): Promise<AuthPayload> {
    const renewed = await inTransaction(context, async (mutation) => {
      const sessionKey = await useRefreshToken(mutation, input.refreshToken);
      if (!sessionKey) return endReplayedSession(mutation, input.refreshToken);
      const viewer = await viewerOfSession(mutation, sessionKey);
      return (
        viewer && { viewer, tokens: await freshTokens(mutation, { userKey: viewer.userId, sessionKey }) }
      );
    });
    // Thrown after the commit: a session that was ended stays so.
    if (!renewed) throw unauthenticated('The refresh token is not valid.');
    context.viewer = renewed.viewer;
    return renewed.tokens;
  }
}

async function endReplayedSession(context: MutationContext, refreshToken: string): Promise<null> {
  const { rows } = await sql<{ sessionKey: string; userKey: string; tenantKey: string }>`
    select s.id::text as "sessionKey", u.id::text as "userKey", u.tenant_id::text as "tenantKey"
    from refresh_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
    where t.token_hash = ${sha256(refreshToken)}`.execute(identityDb(context));
  const [stolen] = rows;
  if (stolen && (await endSessionByKey(context, stolen.sessionKey))) {
    context.audit.record({
      action: 'REVOKE',
      entityType: 'Session',
      entityId: toGlobalId('Session', stolen.sessionKey),
      tenantId: stolen.tenantKey,
      userId: stolen.userKey,
      changes: { reason: 'REFRESH_TOKEN_USED_TWICE' },
    });
  }
  return null;
}
