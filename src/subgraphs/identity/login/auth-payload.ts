import type { MutationContext } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { renewSession } from '../session/session.writes.ts';
import { ACCESS_TOKEN_SECONDS, type AccessClaims, signAccessToken } from './access-token.ts';
import type { AuthPayload } from './auth-payload.type.ts';

/** Renews a session and answers the tokens that carry it on. */
export async function freshTokens(context: MutationContext, claims: AccessClaims): Promise<AuthPayload> {
  context.audit.writers.add(claims.userKey);
  return {
    accessToken: signAccessToken(context.signer, claims),
    tokenType: 'bearer',
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken: await renewSession(context, claims.sessionKey),
    userId: toGlobalId('User', claims.userKey),
  };
}
