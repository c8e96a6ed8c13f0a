import { readFileSync } from 'node:fs';
import { stripIgnoredCharacters } from 'graphql';

const MANIFEST = new URL('../../schema/persisted-documents.json', import.meta.url);

interface Manifest {
  operations: { id: string; body: string }[];
}

/** Under which hash the server knows a document of its own. Throws where none has this text. */
export function persistedHash(document: string): string {
  const wanted = stripIgnoredCharacters(document);
  const { operations }: Manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  const known = operations.find(({ body }) => stripIgnoredCharacters(body) === wanted);
  if (!known) throw new Error('schema/operations has no document with the text of this question.');
  return known.id;
}
