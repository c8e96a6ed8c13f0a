import { z } from 'zod';
import { readRowKey } from '../../../platform/graphql/global-id.ts';
import { text } from '../../../platform/text-field.ts';

// What people may type into each field of an account. Everything is trimmed first.

/** They cannot be seen, or turn what can: two names that look the same would not be. Joiners are letters' business. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cf}\p{Zl}\p{Zp}\p{Co}]/u;

/** One line of text that must not be empty. The same characters are spelled the same way, with single blanks. */
export const label = (maxLength: number) => line(1, maxLength);

const line = (minLength: number, maxLength: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').replace(/\p{Zs}+/gu, ' '))
    .pipe(text(minLength, maxLength).refine((value) => !INVISIBLE.test(value), 'No invisible characters.'));

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
export const fullName = line(0, 200)
  .transform((name) => name || null)
  .nullish();

/** A public id of that type, as the row's key. */
export const rowKey = (typename: string) =>
  z.string().transform((id, { addIssue }) => {
    const key = readRowKey(typename, id);
    if (key !== null) return key;
    addIssue(`This is not the id of a ${typename}.`);
    return z.NEVER;
  });
