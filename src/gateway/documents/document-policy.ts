import type { TrustedDocument } from '../../platform/documents/trusted-document.ts';
import { badUserInput, GraphError } from '../../platform/errors.ts';
import { log } from '../../platform/log.ts';
import type { Viewer } from '../../platform/security/viewer.ts';
import type { AskedDocument } from './asked-document.ts';

/** What becomes of a document that nobody has weighed: it runs; it runs and is logged; it is refused. */
export const DOCUMENT_MODES = ['allow', 'log', 'only'] as const;
export type DocumentMode = (typeof DOCUMENT_MODES)[number];

/** Why a request may not go on with what was found for it; null if it may. */
export function refusalOf(
  asked: AskedDocument,
  found: TrustedDocument | null,
  mode: DocumentMode,
): GraphError | null {
  if (found) return asked.id === null || found.id === asked.id ? null : otherText();
  if (mode === 'only' && asked.text !== null) return trustedOnly('This server');
  const mayBeRemembered = asked.isAutomatic && mode !== 'only';
  const isMissing = asked.name !== null || (asked.isCalled && asked.text === null);
  return isMissing && !mayBeRemembered ? notFound() : null;
}

/** The last word on a document that nobody has weighed: throws PERSISTED_QUERY_REQUIRED where it may not run. */
export function refuseAdHoc(mode: DocumentMode, viewer: Pick<Viewer, 'persistedOnly'> | null): void {
  if (mode === 'only') throw trustedOnly('This server');
  if (viewer?.persistedOnly) throw trustedOnly('This API key');
}

const trustedOnly = (who: string) =>
  new GraphError(
    'PERSISTED_QUERY_REQUIRED',
    `${who} runs trusted documents only: send the documentId of one, and no other query.`,
  );

/** Also for a document of another tenant's, and one that was withdrawn. */
const notFound = () => new GraphError('PERSISTED_QUERY_NOT_FOUND', 'There is no such trusted document.');

const otherText = () =>
  badUserInput([{ path: ['documentId'], message: 'The document of this name has another text.' }]);

const MAX_NAME_LENGTH = 100;

/** A line of the log for a document that nobody has weighed: what to register, and nothing of what was asked with it. */
export function logAdHoc(requestId: string, operationName: string | null | undefined, id: string): void {
  const name = operationName?.slice(0, MAX_NAME_LENGTH) ?? '(without a name)';
  log.warn({ requestId, operation: name, documentId: `sha256:${id}` }, 'ad-hoc document');
}
