import type { GraphContext } from '../graphql/context.ts';
import type { Viewer } from './viewer.ts';

/** What a caller showed: a bearer token or an API key. */
export interface Credentials {
  bearer: string | null;
  apiKey: string | null;
}

/** What there is of a request before anyone knows who asks. */
export type AuthenticationContext = Pick<GraphContext, 'em' | 'clock' | 'signer'>;

/** Tells who a caller is. Throws UNAUTHENTICATED for credentials that are wrong, expired or revoked. */
export interface Authenticator {
  authenticate(credentials: Credentials, context: AuthenticationContext): Promise<Viewer>;
}
