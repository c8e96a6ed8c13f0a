import type { DocumentNode } from 'graphql';

/** The id under which the server knows a generated document (`sha256:…`). Throws for a document written by hand. */
export function documentIdOf(document: DocumentNode): string {
  const { __meta__ } = document as DocumentNode & { __meta__?: { hash: string } };
  if (!__meta__) throw new Error('This document was not generated, so no server knows it.');
  return __meta__.hash;
}
