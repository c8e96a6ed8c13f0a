import { createHash } from 'node:crypto';
import { isCalendarDay } from '../calendar.ts';
import { badUserInput } from '../errors.ts';
import { isStorable } from '../graphql/storable-text.ts';
import type { Place, SortKey } from './keyset.ts';
import type { PageRequest } from './page-request.ts';

const MAX_CURSOR_LENGTH = 8_000;

/** Makes cursors, opaque to clients. The order's fingerprint keeps them from being used under another order. */
export function cursorMaker(keys: SortKey[]): (place: Place) => string {
  let fingerprint: string | undefined;
  return (place) => {
    fingerprint ??= fingerprintOf(keys);
    return Buffer.from(JSON.stringify([fingerprint, ...place])).toString('base64url');
  };
}

/** The place that a page starts from, if any. Throws BAD_USER_INPUT for anything that is no cursor of this order. */
export function placeAskedFor(keys: SortKey[], { cursor, backward }: PageRequest): Place | null {
  if (cursor === null) return null;
  const [fingerprint, ...place] = readCursor(cursor);
  const isPlace = place.length === keys.length && keys.every((key, index) => isKeyText(key, place[index]));
  if (isPlace && fingerprint === fingerprintOf(keys)) return place as Place;
  const path = [backward ? 'before' : 'after'];
  throw badUserInput([{ path, message: 'This is not a cursor of this list in this order.' }]);
}

/** What is sorted by, short: 48 bits of the SQL of the keys. */
function fingerprintOf(keys: SortKey[]): string {
  const order = keys.map(({ expression, direction }) => [expression.toOperationNode(), direction]);
  return createHash('sha256').update(JSON.stringify(order)).digest('base64url').slice(0, 8);
}

function readCursor(cursor: string): unknown[] {
  if (cursor.length > MAX_CURSOR_LENGTH) return [];
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(place) ? place : [];
  } catch {
    return [];
  }
}

const IS_TEXT_OF: Record<Extract<SortKey['type'], string>, (text: string) => boolean> = {
  text: isStorable,
  bigint: (text) => /^-?\d{1,18}$/.test(text),
  numeric: (text) => /^-?\d{1,30}(\.\d{1,20})?$/.test(text),
  date: isCalendarDay,
  timestamptz: (text) =>
    /^.{10} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/.test(text) &&
    isCalendarDay(text.slice(0, 10)),
};

/** Anybody can write a cursor: what the database could not cast back must not reach it. */
function isKeyText({ type, nullable }: SortKey, text: unknown): boolean {
  if (text === null) return nullable ?? false;
  if (typeof text !== 'string') return false;
  return typeof type === 'string' ? IS_TEXT_OF[type](text) : type.labels.includes(text);
}
