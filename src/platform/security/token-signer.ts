import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import { unauthenticated } from '../errors.ts';
import {
  AUDIENCE,
  CLOCK_TOLERANCE_SECONDS,
  ISSUER,
  MAX_LIFETIME_SECONDS,
  readSoundClaims,
  type SoundClaims,
} from './token-claims.ts';
import { ALGORITHM, keyIdOf, readKeyId } from './token-key.ts';

/** Whose tokens are remembered: of the callers who ask one request after another. */
const MAX_REMEMBERED = 1_000;

export type TokenClaims = Record<string, unknown>;

/** Signs what a caller shows again later. The secret stays inside: nobody who holds a signer can read it. */
export interface TokenSigner {
  /** For 15 minutes at most; throws RangeError beyond. */
  sign(claims: TokenClaims, expiresInSeconds: number): string;
  /** The claims of a token that was signed here and is still valid; else throws UNAUTHENTICATED. */
  verify(token: string): SoundClaims;
}

export interface TokenSecrets {
  secret: string;
  /** Still accepted after a change of secret, never signed with. */
  previousSecret?: string | undefined;
}

/** Signs with HS256. No other algorithm is accepted, `none` least of all. */
export function createTokenSigner(
  { secret, previousSecret = secret }: TokenSecrets,
  clock: Clock,
): TokenSigner {
  const keyId = keyIdOf(secret);
  const liveSecrets = new Map([
    [keyIdOf(previousSecret), previousSecret],
    [keyId, secret],
  ]);
  const nowSeconds = () => Math.floor(clock.now().getTime() / 1_000);

  const remembered = new LRUCache<string, SoundClaims>({ max: MAX_REMEMBERED });
  const isInTime = ({ nbf, exp }: SoundClaims) =>
    nbf <= nowSeconds() + CLOCK_TOLERANCE_SECONDS && nowSeconds() < exp + CLOCK_TOLERANCE_SECONDS;

  /** A signature stays right; only a token's time passes. */
  const read = (token: string): SoundClaims => {
    const known = remembered.get(token);
    if (known && isInTime(known)) return known;
    const claims = readSigned(token);
    remembered.set(token, claims);
    return claims;
  };

  const readSigned = (token: string): SoundClaims => {
    const namedSecret = liveSecrets.get(readKeyId(token));
    if (namedSecret === undefined) throw new Error('not signed with a live secret');
    const options = { issuer: ISSUER, audience: AUDIENCE, clockTolerance: CLOCK_TOLERANCE_SECONDS };
    const payload = jwt.verify(token, namedSecret, {
      ...options,
      algorithms: [ALGORITHM],
      clockTimestamp: nowSeconds(),
    });
    return readSoundClaims(payload);
  };

  return {
    sign(claims, expiresInSeconds) {
      if (expiresInSeconds > MAX_LIFETIME_SECONDS) throw new RangeError('A token lives 15 minutes at most.');
      const now = nowSeconds();
      const times = { iat: now, nbf: now, exp: now + expiresInSeconds };
      const options = { algorithm: ALGORITHM, keyid: keyId, issuer: ISSUER, audience: AUDIENCE } as const;
      return jwt.sign({ ...claims, ...times }, secret, { ...options, jwtid: randomUUID() });
    },
    verify(token) {
      try {
        return read(token);
      } catch (fault) {
        const isOver = fault instanceof jwt.TokenExpiredError;
        throw unauthenticated(isOver ? 'The token has expired.' : 'The token is not valid.');
      }
    },
  };
}
