import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

export const ALGORITHM = 'HS256';
/** Ours have about 450 characters. Nothing longer is parsed. */
const MAX_TOKEN_LENGTH = 1_000;
const KEY_ID_DIGITS = 16;

/** Exactly what is signed here: no `crit`, no `jku`, no key that a token brings along. */
const headerSchema = z.strictObject({
  alg: z.literal(ALGORITHM),
  typ: z.literal('JWT'),
  kid: z.string().length(KEY_ID_DIGITS),
});

/**
 * What names a secret in a token's header. It tells nothing that the token's signature does not: both are a MAC by
 * the secret, so one that could be guessed from the key id could be guessed from any token.
 */
export const keyIdOf = (secret: string): string =>
  createHmac('sha256', secret).update('riskgraph key id').digest('hex').slice(0, KEY_ID_DIGITS);

/** The key id that a token names; throws for what cannot be a token of ours. Nothing is verified yet. */
export function readKeyId(token: string): string {
  if (token.length > MAX_TOKEN_LENGTH) throw new Error('too long for a token of ours');
  return headerSchema.parse(jwt.decode(token, { complete: true })?.header).kid;
}
