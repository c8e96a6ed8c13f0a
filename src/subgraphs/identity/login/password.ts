import { createHash } from 'node:crypto';
import bcrypt from 'bcrypt';
import { inTurn } from './hashing-turns.ts';

/** 2¹² rounds: about a quarter of a second a guess. An object, because tests, whose passwords guard nothing, take fewer. */
export const BCRYPT: { readonly cost: number } = { cost: 12 };

/** The hash of something that nobody knows: an unknown user takes as long as a wrong password. */
const nobodysHash = () =>
  `$2b$${String(BCRYPT.cost).padStart(2, '0')}$oBzhXJARKJVV1TCFnNlrM.lRuSd0YzPRfrfaiJU7TL9Cb/T1s.SHi`;

/**
 * bcrypt reads 72 bytes and forgets the rest, and stops at a zero byte. Hashing first lets every byte of a long
 * password count; base64 holds no zero byte, and its 44 characters fit. Before that, the different ways to type the
 * same character are made one, so that it does not matter on which machine it is typed.
 */
const condensed = (password: string) =>
  createHash('sha256').update(password.normalize('NFKC')).digest('base64');

export const hashPassword = (password: string, cost: number = BCRYPT.cost): Promise<string> =>
  inTurn(() => bcrypt.hash(condensed(password), cost));

/** Whether it was made at a lower cost than today's. */
export const isOutdated = (hash: string): boolean => bcrypt.getRounds(hash) < BCRYPT.cost;

/** Whether the password is the one that was hashed. Without a hash: false, after the same work. */
export const isPassword = (password: string, hash: string | undefined): Promise<boolean> =>
  inTurn(async () => {
    const shown = hash ?? nobodysHash();
    const matches = await bcrypt.compare(condensed(password), shown);
    await makeUpFor(bcrypt.getRounds(shown));
    return matches && hash !== undefined;
  });

/**
 * A hash of a lower cost c was compared faster, which would give its account away. 2^c + 2^c + 2^(c+1) + … up to
 * today's cost is the work of one comparison at today's cost.
 */
async function makeUpFor(cost: number): Promise<void> {
  for (let lacking = cost; lacking < BCRYPT.cost; lacking++) await bcrypt.hash('', lacking);
}
