import { unauthenticated } from '../../../platform/errors.ts';
import type { AuthenticationContext, Authenticator } from '../../../platform/security/authenticator.ts';
import type { Viewer } from '../../../platform/security/viewer.ts';
import { viewerOfApiKey } from '../api-key/api-key.viewer.ts';
import { API_KEY_PREFIX } from '../api-key/secret.ts';
import { viewerOfSession } from '../session/session.rows.ts';
import { verifyAccessToken } from './access-token.ts';

/** A session's access token, or an API key in either header. */
export const authenticator: Authenticator = {
  async authenticate({ bearer, apiKey }, context) {
    if (apiKey !== null) return viewerOfApiKey(context, apiKey);
    if (bearer === null) throw unauthenticated();
    return bearer.startsWith(API_KEY_PREFIX)
      ? viewerOfApiKey(context, bearer)
      : viewerOfToken(context, bearer);
  },
};

async function viewerOfToken(context: AuthenticationContext, token: string): Promise<Viewer> {
  const { userKey, sessionKey } = verifyAccessToken(context.signer, token);
  const viewer = await viewerOfSession(context, sessionKey);
  if (viewer?.userId !== userKey) throw unauthenticated('The session is over. Sign in again.');
  return viewer;
}
