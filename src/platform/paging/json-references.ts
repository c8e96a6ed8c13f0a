import type { RawBuilder } from 'kysely';
import type { JsonColumn } from './json-column.ts';

/** Stands in no JSON: there, control characters are escaped. */
const MARK = '\u0001';

/**
 * An object that several nodes of a page refer to, a loan's portfolio: the page's text holds its place, and the graph
 * answers each object once. `parentOf` makes of the key as much of a node as the field's resolver reads.
 */
export const jsonReference = (
  field: string,
  key: RawBuilder<unknown>,
  parentOf: (key: string) => object,
): JsonColumn => ({
  text: key,
  toJson: (text) => `${MARK}${field} ${JSON.stringify(parentOf(text))}${MARK}`,
});

/** The different places of a field's objects in a page, in the order of the page. */
export function placesOf(field: string, page: string): string[] {
  const places = page.split(MARK).filter((_, at) => at % 2 === 1);
  return [...new Set(places)].filter((place) => place.startsWith(`${field} `));
}

/** What the field's resolver is to take for the node. */
export const parentAt = (place: string): unknown => JSON.parse(place.slice(place.indexOf(' ') + 1));

/** The page with the objects' JSON in their places. */
export const withObjects = (page: string, jsonByPlace: ReadonlyMap<string, string>): string =>
  page
    .split(MARK)
    .map((piece, at) => (at % 2 === 0 ? piece : jsonByPlace.get(piece)))
    .join('');
