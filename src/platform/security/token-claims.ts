import { z } from 'zod';

export const ISSUER = 'riskgraph';
export const AUDIENCE = 'riskgraph';
export const MAX_LIFETIME_SECONDS = 15 * 60;
/** How far the clocks of two machines may differ. */
export const CLOCK_TOLERANCE_SECONDS = 30;

const claimsSchema = z.looseObject({
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
  jti: z.uuid(),
  iat: z.int(),
  nbf: z.int(),
  exp: z.int(),
});

/** What every token of ours says, and whatever else it was given; instants in seconds since 1970. */
export type SoundClaims = z.infer<typeof claimsSchema>;

/**
 * The claims of a verified token, whose beginning and end have been looked at. Throws for one that was not made here,
 * whoever signed it: it lives too long, or counts from before it was made.
 */
export function readSoundClaims(payload: unknown): SoundClaims {
  const claims = claimsSchema.parse(payload);
  const lifetimeSeconds = claims.exp - claims.iat;
  const isOurs = lifetimeSeconds > 0 && lifetimeSeconds <= MAX_LIFETIME_SECONDS;
  if (isOurs && claims.nbf >= claims.iat) return claims;
  throw new Error('not the times of a token of ours');
}
