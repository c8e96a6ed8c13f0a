import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripIgnoredCharacters } from 'graphql';

const MANIFEST = new URL('../../schema/persisted-documents.json', import.meta.url);

/** Under which hash the server knows a document; that of its text where no list of the server's names it. */
export function persistedHash(document: string): string {
  const wanted = stripIgnoredCharacters(document);
  const known = Object.entries(manifest()).find(([, text]) => stripIgnoredCharacters(text) === wanted);
  return (known?.[0] ?? createHash('sha256').update(document).digest('hex')).replace('sha256:', '');
}

function manifest(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(MANIFEST, 'utf8'));
  } catch {
    return {};
  }
}
