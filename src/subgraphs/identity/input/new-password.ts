import { z } from 'zod';
import { isCommonPassword } from './common-passwords.ts';
import { type OwnNames, withoutOwnNames } from './own-names.ts';

/** The policy in words, for whoever reads the schema. */
export const NEW_PASSWORD_RULES =
  '8 to 128 characters, with a lower-case and an upper-case letter, a digit and a symbol. Common passwords are refused, and those that are too short without the own names.';

const MIN_LENGTH = 8;
const MAX_LENGTH = 128;

const lengthOf = (password: string) => [...password].length;

/** What is too short or too long is told so, and looked at no further. */
const hasLength = (password: string) => lengthOf(password) >= MIN_LENGTH && lengthOf(password) <= MAX_LENGTH;

const isUncommon = async (password: string) => !hasLength(password) || !(await isCommonPassword(password));

/**
 * The policy for new passwords; everything that is wrong is named. Lengths count characters, after the different
 * ways to type the same one have been made one.
 */
export const newPassword = z
  .string()
  .normalize('NFKC')
  .refine((password) => lengthOf(password) >= MIN_LENGTH, `At least ${MIN_LENGTH} characters.`)
  .refine((password) => lengthOf(password) <= MAX_LENGTH, `At most ${MAX_LENGTH} characters.`)
  .refine((password) => password.isWellFormed(), 'No halves of characters.')
  .regex(/\p{Ll}/u, 'Needs a lower-case letter.')
  .regex(/\p{Lu}/u, 'Needs an upper-case letter.')
  .regex(/\p{Nd}/u, 'Needs a digit.')
  .regex(/[\p{P}\p{S}]/u, 'Needs a symbol.')
  .refine(isUncommon, 'Too common: it is among the first that are guessed.');

/** The same for somebody in particular: what is left without their own names must be good enough by itself. */
export const newPasswordOf = (names: OwnNames) =>
  newPassword
    .refine((password) => !hasLength(password) || lengthOf(withoutOwnNames(password, names)) >= MIN_LENGTH, {
      message: `Needs ${MIN_LENGTH} characters beside the own names.`,
    })
    .refine((password) => namesNobody(password, names) || isUncommon(withoutOwnNames(password, names)), {
      message: 'Too common, apart from the own names.',
    });

const namesNobody = (password: string, names: OwnNames) =>
  !hasLength(password) || withoutOwnNames(password, names) === password.toLowerCase();
