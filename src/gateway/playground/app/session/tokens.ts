/** What a signed-in tab holds. `expiresAt` is this browser's clock in ms: no server clock to agree with. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresAt: number;
  lifetimeMs: number;
}

const key = 'riskgraph.tokens';

/** Session storage ends with the tab; local storage would leave the tokens on a shared machine. */
export function readTokens(): Tokens | null {
  const stored = sessionStorage.getItem(key);
  return stored ? JSON.parse(stored) : null;
}

export function keepTokens(payload: {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
}): Tokens {
  const lifetimeMs = payload.expiresIn * 1_000;
  const { accessToken, refreshToken } = payload;
  const tokens = { accessToken, refreshToken, expiresAt: Date.now() + lifetimeMs, lifetimeMs };
  sessionStorage.setItem(key, JSON.stringify(tokens));
  return tokens;
}

export const dropTokens = () => sessionStorage.removeItem(key);

const renewalMarginMs = 30_000;

/** Soon enough that the token cannot expire on its way; a short-lived token is still used most of its life. */
export const isNearExpiry = ({ expiresAt, lifetimeMs }: Tokens) =>
  expiresAt - Date.now() < Math.min(renewalMarginMs, lifetimeMs / 5);
