import { type FileUpload, Upload } from 'graphql-upload-minimal';
import { RefusedRequest } from '../http-errors.ts';

/** A file that has been announced. Not in the types: whoever receives it resolves it, or rejects it. */
export type AwaitedUpload = Upload & { resolve(file: FileUpload): void; reject(fault: Error): void };

/** A GraphQL request with a file in its variables, and the form field in which the file will come. */
export interface PlacedUpload {
  body: object;
  field: string;
  upload: AwaitedUpload;
}

/**
 * Puts an upload where `map` says: at one place within the variables that the request itself holds, as null, for it.
 * A path is never followed into what an object inherits: there it would reach, and change, what all requests share.
 */
export function placeUpload(operations: string, map: string): PlacedUpload {
  const body = objectIn(operations, 'operations');
  const [field, path] = onlyEntry(objectIn(map, 'map'));
  const upload = new Upload() as AwaitedUpload;
  const [first, ...keys] = path.split('.');
  const last = keys.pop();
  if (first !== 'variables' || last === undefined) throw misplaced(path);
  const holder = ['variables', ...keys].reduce((object, key) => ownObject(object, key, path), body);
  if (holder[last] !== null) throw misplaced(path);
  holder[last] = upload;
  return { body, field, upload };
}

type Holder = Record<string, unknown>;

function objectIn(text: string, field: string): Holder {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Holder;
  } catch {}
  throw new RefusedRequest(400, `The form field "${field}" must be a JSON object.`);
}

function onlyEntry(map: Holder): [field: string, path: string] {
  const [[field, paths] = [], ...others] = Object.entries(map);
  const [path] = Array.isArray(paths) && paths.length === 1 ? paths : [];
  if (field !== undefined && typeof path === 'string' && others.length === 0) return [field, path];
  throw new RefusedRequest(400, 'The form field "map" must name one file and one place for it.');
}

function ownObject(holder: Holder, key: string, path: string): Holder {
  const value = Object.hasOwn(holder, key) ? holder[key] : null;
  if (typeof value !== 'object' || value === null) throw misplaced(path);
  return value as Holder;
}

const misplaced = (path: string) =>
  new RefusedRequest(400, `The form field "map" points to "${path}", where "operations" holds no null.`);
