import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, URL-safe: nobody guesses one. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** How such a secret is stored. It is random in full, so a fast hash is enough; what people choose needs bcrypt. */
export const sha256 = (secret: string): string => createHash('sha256').update(secret).digest('hex');
