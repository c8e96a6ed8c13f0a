import type { GraphContext } from '../graphql/context.ts';
import type { Viewer } from './viewer.ts';

/** What a caller showed: a bearer token or an API key. */
export interface Credentials {
  bearer: string | null;
  apiKey: string | null;
}

/** What there is of a request before anyone knows who asks. */
export type AuthenticationContext = Pick<GraphContext, 'em' | 'clock' | 'signer'>;

/** What a connection that stays open stands on: a session or an API key. */
export interface Login {
  kind: 'session' | 'apiKey';
  /** The row's key. */
  key: string;
  /** When the credentials that were shown run out; null: never. */
  expiresAt: Date | null;
}

/** Tells who a caller is. Throws UNAUTHENTICATED for credentials that are wrong, expired or revoked. */
export interface Authenticator {
  authenticate(credentials: Credentials, context: AuthenticationContext): Promise<Viewer>;
  /** The same for a connection that stays open, with what it takes to ask again later without the credentials. */
  openLogin(
    credentials: Credentials,
    context: AuthenticationContext,
  ): Promise<{ viewer: Viewer; login: Login }>;
  /** Who these are by now, in their order: null once the login is over. One statement a kind, however many. */
  viewersOf(logins: readonly Login[], context: AuthenticationContext): Promise<(Viewer | null)[]>;
}
