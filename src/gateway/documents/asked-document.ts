import {
  documentIdOf,
  ID_PREFIX,
  isDocumentId,
  isDocumentName,
} from '../../platform/documents/trusted-document.ts';
import { badUserInput, type Issue } from '../../platform/errors.ts';

/** Where a request can say which document it wants executed, over HTTP or a WebSocket; nothing of it is believed yet. */
export interface DocumentFields {
  query?: unknown;
  documentId?: unknown;
  extensions?: unknown;
}

/** A document as a request asks for it: by its text, by its id, by its name. */
export interface AskedDocument {
  text: string | null;
  /** Of the text, or as it was given. */
  id: string | null;
  name: string | null;
  /** Whether it is called by id or name, with a text or without. */
  isCalled: boolean;
  /** Called by Apollo's `persistedQuery` alone, whose text the server library may have in its memory. */
  isAutomatic: boolean;
}

type Path = Issue['path'];
const HASH_PATH: Path = ['extensions', 'persistedQuery', 'sha256Hash'];

/** Throws BAD_USER_INPUT for an id that is none, and where text and ids are not of one document. */
export function readAskedDocument({ query, documentId, extensions }: DocumentFields): AskedDocument {
  // WebSocket clients must send a text, and send an empty one.
  const text = typeof query === 'string' && query !== '' ? query : null;
  const called = isGiven(documentId) ? readDocumentId(documentId) : { id: null, name: null };
  const hash = readPersistedQuery(extensions);
  const ids: [Path, string | null][] = [
    [[], text === null ? null : documentIdOf(text)],
    [['documentId'], called.id],
    [HASH_PATH, hash],
  ];
  return {
    text,
    id: requireOne(ids),
    name: called.name,
    isCalled: isGiven(documentId) || hash !== null,
    isAutomatic: hash !== null && !isGiven(documentId),
  };
}

const isGiven = (value: unknown) => value !== undefined && value !== null;

function readDocumentId(documentId: unknown): { id: string | null; name: string | null } {
  const given = typeof documentId === 'string' ? documentId : '';
  const id = given.startsWith(ID_PREFIX) ? given.slice(ID_PREFIX.length) : '';
  if (isDocumentId(id)) return { id, name: null };
  if (isDocumentName(given)) return { id: null, name: given };
  throw refused(
    ['documentId'],
    `This is neither ${ID_PREFIX} with 64 lower-case hexadecimal digits behind it, nor a name.`,
  );
}

function readPersistedQuery(extensions: unknown): string | null {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: unknown };
  if (!isGiven(persistedQuery)) return null;
  const { version, sha256Hash } = persistedQuery as { version?: unknown; sha256Hash?: unknown };
  if (version !== 1) throw refused([...HASH_PATH.slice(0, 2), 'version'], 'Only version 1 is served.');
  if (typeof sha256Hash === 'string' && isDocumentId(sha256Hash)) return sha256Hash;
  throw refused(HASH_PATH, 'These are not 64 lower-case hexadecimal digits.');
}

function requireOne(ids: [Path, string | null][]): string | null {
  const [first, ...others] = ids.filter(([, id]) => id !== null);
  const other = others.find(([, id]) => id !== first?.[1]);
  if (!other) return first?.[1] ?? null;
  const isOfText = first?.[0].length === 0;
  throw refused(
    other[0],
    `This is not the id of ${isOfText ? 'the text in `query`' : 'what documentId names'}.`,
  );
}

const refused = (path: Path, message: string) => badUserInput([{ path, message }]);
