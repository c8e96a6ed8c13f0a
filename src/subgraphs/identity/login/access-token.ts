import { unauthenticated } from '../../../platform/errors.ts';
import { readRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import type { TokenSigner } from '../../../platform/security/token-signer.ts';

/** Short, because what it says is checked against the database anyway; a refresh token renews it. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;

const TYPE = 'access';

export interface AccessClaims {
  userKey: string;
  sessionKey: string;
}

/** Carries who and which session, never the role: that is read at each request. */
export const signAccessToken = (signer: TokenSigner, { userKey, sessionKey }: AccessClaims): string =>
  signer.sign(
    { typ: TYPE, sub: toGlobalId('User', userKey), sid: toGlobalId('Session', sessionKey) },
    ACCESS_TOKEN_SECONDS,
  );

/** Throws UNAUTHENTICATED for anything but a valid access token. */
export function verifyAccessToken(signer: TokenSigner, token: string): AccessClaims {
  const { typ, sub, sid } = signer.verify(token);
  const userKey = typeof sub === 'string' ? readRowKey('User', sub) : null;
  const sessionKey = typeof sid === 'string' ? readRowKey('Session', sid) : null;
  if (typ !== TYPE || !userKey || !sessionKey) throw unauthenticated('The token is not valid.');
  return { userKey, sessionKey };
}
