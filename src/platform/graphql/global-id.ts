import { badUserInput } from '../errors.ts';
import { isStorable } from './storable-text.ts';

/**
 * The public id of a thing: opaque to clients, unique over all types, URL-safe.
 * It carries the type's name so that `node(id)` knows whom to ask.
 */
export function toGlobalId(typename: string, key: string | number | bigint): string {
  return Buffer.from(`${typename}:${key}`).toString('base64url');
}

/** The type and key inside a public id, or null where the text is none. */
export function readGlobalId(id: string): { typename: string; key: string } | null {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1 || !isStorable(text)) return null;
  const typename = text.slice(0, colon);
  const key = text.slice(colon + 1);
  // Only the canonical spelling counts: otherwise one thing had several ids.
  return toGlobalId(typename, key) === id ? { typename, key } : null;
}

const BIGINT_KEY = /^[1-9]\d{0,17}$/;

/** The key of a row with a numeric primary key; null where `id` is no id of a `typename`. */
export function readRowKey(typename: string, id: string): string | null {
  const parsed = readGlobalId(id);
  return parsed?.typename === typename && BIGINT_KEY.test(parsed.key) ? parsed.key : null;
}

/** Like {@link readRowKey}, for an argument: a malformed id is the caller's mistake. */
export function requireRowKey(typename: string, id: string, path: (string | number)[] = ['id']): string {
  const key = readRowKey(typename, id);
  if (key === null) throw badUserInput([{ path, message: `This is not the id of a ${typename}.` }]);
  return key;
}
