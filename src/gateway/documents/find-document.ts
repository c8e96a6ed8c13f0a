import type { DocumentAsker, TrustedDocument } from '../../platform/documents/trusted-document.ts';
import type { House } from '../context.ts';
import type { AskedDocument } from './asked-document.ts';

/**
 * The trusted document that is asked for, over whatever transport. A text that comes alone is compared with riskgraph's
 * own, which costs nothing. A tenant's are looked for only where one is called, and once it is known who asks, null for
 * nobody: to whoever is not of the tenant there is no such document.
 */
export async function findDocument(
  asked: AskedDocument,
  { ownDocuments: own, documents }: House,
  identifyAsker: () => Promise<DocumentAsker | null>,
): Promise<TrustedDocument | null> {
  const found = asked.name === null ? own.byId(asked.id ?? '') : own.byName(asked.name);
  if (found || !asked.isCalled) return found;
  const asker = await identifyAsker();
  if (!asker) return null;
  return asked.name === null
    ? documents.byId(asked.id as string, asker)
    : documents.byName(asked.name, asker);
}
