import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Clock } from '../clock.ts';
import { unauthenticated } from '../errors.ts';

export type TokenClaims = Record<string, unknown>;

/** Signs what a caller shows again later. The secret stays inside: nobody who holds a signer can read it. */
export interface TokenSigner {
  sign(claims: TokenClaims, expiresInSeconds: number): string;
  /** The claims of a token that was signed here and is still valid; else throws UNAUTHENTICATED. */
  verify(token: string): TokenClaims;
}

export interface TokenSecrets {
  secret: string;
  /** Still accepted after a change of secret, never signed with. */
  previousSecret?: string;
}

const ALGORITHM = 'HS256';
const ISSUER = 'riskgraph';
const AUDIENCE = 'riskgraph';
const CLOCK_TOLERANCE_SECONDS = 30;

/** Signs with HS256. No other algorithm is accepted, `none` least of all. */
export function createTokenSigner({ secret, previousSecret }: TokenSecrets, clock: Clock): TokenSigner {
  const nowSeconds = () => Math.floor(clock.now().getTime() / 1_000);
  const read = (token: string, withSecret: string) =>
    jwt.verify(token, withSecret, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      clockTimestamp: nowSeconds(),
    });
  return {
    sign: (claims, expiresInSeconds) =>
      jwt.sign({ ...claims, iat: nowSeconds() }, secret, {
        algorithm: ALGORITHM,
        issuer: ISSUER,
        audience: AUDIENCE,
        jwtid: randomUUID(),
        expiresIn: expiresInSeconds,
      }),
    verify(token) {
      try {
        return asClaims(read(token, secret));
      } catch (fault) {
        if (fault instanceof jwt.TokenExpiredError) throw unauthenticated('The token has expired.');
        if (previousSecret) return createTokenSigner({ secret: previousSecret }, clock).verify(token);
        throw unauthenticated('The token is not valid.');
      }
    },
  };
}

/** A token without an expiry was not made here, whoever signed it. */
function asClaims(payload: string | jwt.JwtPayload): TokenClaims {
  if (typeof payload === 'string' || payload.exp === undefined) throw new Error('no claims');
  return payload;
}
