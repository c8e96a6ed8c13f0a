import { createHash } from 'node:crypto';
import bcrypt from 'bcrypt';

/** 2¹² rounds: about a quarter of a second a guess. */
const BCRYPT_COST = 12;

/** The hash of something that nobody knows, at the same cost: an unknown user takes as long as a wrong password. */
const NOBODYS_HASH = '$2b$12$oBzhXJARKJVV1TCFnNlrM.lRuSd0YzPRfrfaiJU7TL9Cb/T1s.SHi';

/**
 * bcrypt reads 72 bytes and forgets the rest, and stops at a zero byte. Hashing first lets every byte of a long
 * password count; base64 holds no zero byte, and its 44 characters fit.
 */
const condensed = (password: string) => createHash('sha256').update(password).digest('base64');

export const hashPassword = (password: string, cost: number = BCRYPT_COST): Promise<string> =>
  bcrypt.hash(condensed(password), cost);

/** Whether the password is the one that was hashed. Without a hash: false, after the same work. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const matches = await bcrypt.compare(condensed(password), hash ?? NOBODYS_HASH);
  return matches && hash !== undefined;
}
