import { z } from 'zod';
import { readRowKey } from '../../../platform/graphql/global-id.ts';
import { text } from '../../../platform/text-field.ts';

// What people may type into each field of an account. Everything is trimmed first.

/** Nor half of a character, which the database would store as another. */
/** One line of text that must not be empty. */
export const label = (maxLength: number) => text(1, maxLength);

/** ASCII only: names that look alike are different people otherwise. */
export const username = z
  .string()
  .trim()
  .min(3, 'At least 3 characters.')
  .max(50, 'At most 50 characters.')
  .regex(/^[A-Za-z0-9._-]*$/, 'Only letters, digits and . _ -');

export const email = z
  .string()
  .trim()
  .max(254, 'At most 254 characters.')
  .regex(z.regexes.email, 'This is not an e-mail address.');

/** Absent stays absent; null or nothing but blanks is no name. */
export const fullName = text(0, 200)
  .transform((name) => name || null)
  .nullish();

/** The policy for new passwords; every missing kind of character is named. */
export const newPassword = z
  .string()
  .min(8, 'At least 8 characters.')
  .max(128, 'At most 128 characters.')
  .regex(/\p{Ll}/u, 'Needs a lower-case letter.')
  .regex(/\p{Lu}/u, 'Needs an upper-case letter.')
  .regex(/\p{Nd}/u, 'Needs a digit.')
  .regex(/[^\p{L}\p{N}\s]/u, 'Needs a symbol.');

/** A public id of that type, as the row's key. */
export const rowKey = (typename: string) =>
  z.string().transform((id, { addIssue }) => {
    const key = readRowKey(typename, id);
    if (key !== null) return key;
    addIssue(`This is not the id of a ${typename}.`);
    return z.NEVER;
  });
