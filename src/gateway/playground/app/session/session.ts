import { Refusal, readData } from '../answer.ts';
import { post } from '../endpoint.ts';
import { dropTokens, isNearExpiry, keepTokens, readTokens } from './tokens.ts';

interface AuthPayload {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
}

const listeners = new Set<() => void>();
let endedBecause = '';
let renewal: Promise<string | null> | null = null;

export const isSignedIn = () => readTokens() !== null;

/** Why the last session ended, when it was not the user who ended it. */
export const endNotice = () => endedBecause;

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function signIn(usernameOrEmail: string, password: string): Promise<void> {
  const variables = { input: { usernameOrEmail, password } };
  const { login } = await readData<{ login: AuthPayload }>(
    await post(JSON.stringify({ documentId: 'Login', variables })),
  );
  keepTokens(login);
  announce('');
}

/** Always ends the session here; a server out of reach must not keep anyone signed in. */
export async function signOut(): Promise<void> {
  try {
    await post(JSON.stringify({ documentId: 'Logout' }), (await accessToken()) ?? undefined);
  } finally {
    endSession('');
  }
}

export function endSession(reason: string): void {
  dropTokens();
  announce(reason);
}

/** The token for a request that is about to leave, renewed first when it would expire on its way. */
export async function accessToken(): Promise<string | null> {
  const tokens = readTokens();
  return tokens && isNearExpiry(tokens) ? renew(tokens.accessToken) : (tokens?.accessToken ?? null);
}

/**
 * A token in place of `refused`; null when the session is over. A refresh token is used up by its use and a
 * second use looks like theft, so requests that need a renewal at the same time share one.
 */
export async function renew(refused: string): Promise<string | null> {
  const tokens = readTokens();
  if (tokens === null) return null;
  if (tokens.accessToken !== refused) return tokens.accessToken;
  renewal ??= exchange(tokens.refreshToken).finally(() => {
    renewal = null;
  });
  return renewal;
}

async function exchange(refreshToken: string): Promise<string | null> {
  try {
    const body = JSON.stringify({ documentId: 'RefreshSession', variables: { input: { refreshToken } } });
    const { refreshSession } = await readData<{ refreshSession: AuthPayload }>(await post(body));
    return keepTokens(refreshSession).accessToken;
  } catch (error) {
    if (!isFinal(error)) throw error;
    endSession('Your session has ended. Sign in again.');
    return null;
  }
}

/** A busy server or a lost network passes; these do not. */
const isFinal = (error: unknown) =>
  error instanceof Refusal && ['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT'].includes(error.code ?? '');

function announce(reason: string): void {
  endedBecause = reason;
  for (const listener of listeners) listener();
}
