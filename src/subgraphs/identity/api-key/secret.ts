import { randomBytes } from 'node:crypto';
import { newSecret } from '../login/secret.ts';

/** Tells an API key from a token where both may stand, and lets scanners find keys that leaked. */
export const API_KEY_PREFIX = 'rg_';

/** `rg_<8 hex>_<256 random bits>`; the first two parts stay visible, to tell keys apart. */
export function newApiKeySecret(): { prefix: string; secret: string } {
  const prefix = `${API_KEY_PREFIX}${randomBytes(4).toString('hex')}`;
  return { prefix, secret: `${prefix}_${newSecret()}` };
}

/** Whether it could be one of ours; the database is asked for no other text, however long. */
export const isApiKeySecret = (text: string): boolean => /^rg_[0-9a-f]{8}_[\w-]{43}$/.test(text);
