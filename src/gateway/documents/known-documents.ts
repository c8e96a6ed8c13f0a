import { LRUCache } from 'lru-cache';
import type {
  DocumentAsker,
  TrustedDocument,
  TrustedDocuments,
} from '../../platform/documents/trusted-document.ts';
import { cacheReads } from '../../platform/metrics.ts';
import type { OwnDocuments } from './own-documents.ts';

/** How long a document may still run after it was withdrawn, and the version before after a new one. */
const REMEMBERED_MS = 5_000;
/** Characters of all texts together. */
const MAX_REMEMBERED = 8 * 1024 * 1024;

/**
 * All trusted documents: riskgraph's own first, so that nobody's can stand in for one of them, then those of the
 * asker's tenant. What was found is remembered; what was not is asked for again, or a new one would not be known at once.
 */
export function knownDocuments(
  own: OwnDocuments,
  registered: TrustedDocuments,
  rememberedMs = REMEMBERED_MS,
): TrustedDocuments {
  const remembered = new LRUCache<string, TrustedDocument>({
    maxSize: MAX_REMEMBERED,
    sizeCalculation: ({ body }) => body.length,
    ttl: rememberedMs,
  });
  const find = async (by: 'byId' | 'byName', text: string, asker: DocumentAsker) => {
    const known = own[by](text);
    if (known || !asker.viewer) return known;
    // The tenant is part of the key: what is remembered for one is nobody else's.
    const key = `${asker.viewer.tenantId} ${by} ${text}`;
    const kept = remembered.get(key);
    cacheReads.inc({ cache: 'documents', outcome: kept ? 'hit' : 'miss' });
    const found = kept ?? (await registered[by](text, asker));
    if (found && !kept) remembered.set(key, found);
    return found;
  };
  return {
    byId: (id, asker) => find('byId', id, asker),
    byName: (name, asker) => find('byName', name, asker),
  };
}
