import { unauthenticated } from '../../../platform/errors.ts';
import type {
  AuthenticationContext,
  Authenticator,
  Credentials,
} from '../../../platform/security/authenticator.ts';
import type { Viewer } from '../../../platform/security/viewer.ts';
import { viewerOfApiKey } from '../api-key/api-key.viewer.ts';
import { API_KEY_PREFIX } from '../api-key/secret.ts';
import { viewerOfSession } from '../session/session.rows.ts';
import { verifyAccessToken } from './access-token.ts';
import { loginOfApiKey, loginOfToken, viewersOf } from './open-login.ts';

/** A session's access token, or an API key in either header. */
export const authenticator: Authenticator = {
  authenticate,

  async openLogin(credentials, context) {
    const viewer = await authenticate(credentials, context);
    const { apiKey, token } = shown(credentials);
    const login = apiKey === null ? loginOfToken(context, token) : await loginOfApiKey(context, apiKey);
    return { viewer, login };
  },

  viewersOf,
};

async function authenticate(credentials: Credentials, context: AuthenticationContext): Promise<Viewer> {
  const { apiKey, token } = shown(credentials);
  return apiKey === null ? viewerOfToken(context, token) : viewerOfApiKey(context, apiKey);
}

type Shown = { apiKey: string; token: null } | { apiKey: null; token: string };

function shown({ bearer, apiKey }: Credentials): Shown {
  if (apiKey !== null) return { apiKey, token: null };
  if (bearer === null) throw unauthenticated();
  return bearer.startsWith(API_KEY_PREFIX)
    ? { apiKey: bearer, token: null }
    : { apiKey: null, token: bearer };
}

async function viewerOfToken(context: AuthenticationContext, token: string): Promise<Viewer> {
  const { userKey, sessionKey } = verifyAccessToken(context.signer, token);
  const viewer = await viewerOfSession(context, sessionKey);
  if (viewer?.userId !== userKey) throw unauthenticated('The session is over. Sign in again.');
  return viewer;
}
