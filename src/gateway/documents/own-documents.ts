import {
  documentIdOf,
  isDocumentName,
  type TrustedDocument,
} from '../../platform/documents/trusted-document.ts';

/** Apollo's manifest of persisted queries. */
export interface Manifest {
  format: string;
  version: number;
  operations: { id: string; name: string; type: string; body: string; lists?: string[] }[];
}

/** The documents that come with riskgraph: its clients' own, for every tenant and for whoever is not signed in yet. */
export interface OwnDocuments {
  byId(id: string): TrustedDocument | null;
  byName(name: string): TrustedDocument | null;
}

/** Throws where an id is not the hash of its text, or a name stands twice. */
export function readManifest({ operations }: Manifest): OwnDocuments {
  const documents = operations.map(({ id, name, body, lists = [] }) => ({
    id,
    name,
    version: 1,
    body,
    lists,
  }));
  const byId = new Map(documents.map((document) => [document.id, document]));
  const byName = new Map(documents.map((document) => [document.name, document]));
  const isSound = documents.every(({ id, name, body }) => id === documentIdOf(body) && isDocumentName(name));
  if (!isSound || byId.size < documents.length || byName.size < documents.length)
    throw new Error('schema/persisted-documents.json is not what `npm run schema` makes.');
  return { byId: (id) => byId.get(id) ?? null, byName: (name) => byName.get(name) ?? null };
}
