import { type Answer, codeOf } from '../graph/answer.ts';
import { LoginDocument, LogoutDocument, RefreshSessionDocument } from '../graph/documents.ts';
import { post } from '../graph/post.ts';
import { dropRefreshToken, keepRefreshToken, readRefreshToken } from './refresh-token.ts';

interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
}

/** Soon enough that a token cannot run out on its way. */
const MARGIN_MS = 30_000;

const listeners = new Set<() => void>();
/** `renewAt` is this browser's clock: there is no server clock to agree with. */
let access: { token: string; renewAt: number } | null = null;
let renewal: Promise<string | null> | null = null;
let endedBecause = '';

export const isSignedIn = () => readRefreshToken() !== null;

/** Why the last session ended, where it was not the user who ended it. */
export const endNotice = () => endedBecause;

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Throws the server's words for a wrong password. */
export async function signIn(usernameOrEmail: string, password: string): Promise<void> {
  const answer = await post(LoginDocument, { input: { usernameOrEmail, password } });
  keep(dataOf(answer).login);
  announce('');
}

/** Always ends the session here: a server out of reach must not keep anyone signed in. */
export async function signOut(): Promise<void> {
  try {
    await post(LogoutDocument, {}, await accessToken());
  } finally {
    endSession('');
  }
}

export function endSession(reason: string): void {
  access = null;
  dropRefreshToken();
  announce(reason);
}

/** The token for a request that is about to leave; null when nobody is signed in any more. */
export async function accessToken(): Promise<string | null> {
  return access && Date.now() < access.renewAt ? access.token : renew(access?.token ?? null);
}

/**
 * A token in place of `refused`. A refresh token is used up by its use, and a second use looks like theft: whoever
 * needs a renewal at the same time shares one.
 */
export async function renew(refused: string | null): Promise<string | null> {
  if (access && access.token !== refused) return access.token;
  const refreshToken = readRefreshToken();
  if (refreshToken === null) return null;
  renewal ??= exchange(refreshToken).finally(() => {
    renewal = null;
  });
  return renewal;
}

async function exchange(refreshToken: string): Promise<string | null> {
  const answer = await post(RefreshSessionDocument, { input: { refreshToken } });
  // Whoever signed out meanwhile is not to be signed in again.
  if (readRefreshToken() !== refreshToken) return null;
  if (answer.data) return keep(answer.data.refreshSession);
  if (!isFinal(answer)) throw new Error(answer.errors?.[0]?.message);
  endSession('Your session has ended. Sign in again.');
  return null;
}

/** A busy server passes; these do not. */
const isFinal = (answer: Answer<unknown>) =>
  ['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT'].includes(codeOf(answer) ?? '');

function keep({ accessToken, refreshToken, expiresIn }: Tokens): string {
  const lifetimeMs = expiresIn * 1_000;
  const renewAt = Date.now() + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 5);
  access = { token: accessToken, renewAt };
  keepRefreshToken(refreshToken);
  return accessToken;
}

function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (errors || !data) throw new Error(errors?.map(({ message }) => message).join(' '));
  return data;
}

function announce(reason: string): void {
  endedBecause = reason;
  for (const listener of listeners) listener();
}
