import { JsonText, stringify } from '../../platform/graphql/json-text.ts';
import { placesOf, withObjects } from '../../platform/paging/json-references.ts';
import { objectsOf } from './hidden-fields.ts';

/** Where in an answer the nodes of a list refer to objects that stand beside it. */
export interface SharedObjects {
  /** The names that lead to the connection. */
  path: string[];
  /** The name of its list. */
  list: string;
  /** The nodes' fields that are such objects. */
  fields: string[];
}

type Answer = Record<string, unknown>;

/** Puts the objects into the lists, those within others first. */
export function putObjectsInPlace(data: unknown, shared: SharedObjects[]): void {
  for (const { path, ...names } of shared.toReversed()) {
    for (const connection of answersAt(data, path)) putInto(connection, names);
  }
}

function answersAt(value: unknown, [name, ...rest]: string[]): Answer[] {
  if (Array.isArray(value)) return value.flatMap((item) => answersAt(item, name ? [name, ...rest] : []));
  if (value === null || value === undefined) return [];
  return name === undefined ? [value as Answer] : answersAt((value as Answer)[name], rest);
}

function putInto(connection: Answer, { list, fields }: Omit<SharedObjects, 'path'>): void {
  const { text } = connection[list] as JsonText;
  const jsonByPlace = new Map<string, string>();
  for (const field of fields) {
    const objects = connection[objectsOf(field)] as unknown[];
    delete connection[objectsOf(field)];
    for (const [at, place] of placesOf(field, text).entries()) jsonByPlace.set(place, stringify(objects[at]));
  }
  connection[list] = new JsonText(withObjects(text, jsonByPlace));
}
