import type { RequestHandler, Response } from 'express';
import type { ErrorCode } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { errorsAnswered, requestDuration } from '../platform/metrics.ts';
import type { RequestContext } from './context.ts';
import type { OwnDocuments } from './documents/own-documents.ts';

/** What came to light about a request while it was answered. */
export interface SeenRequest {
  /** Null until it is known who asks, and where nobody is signed in. */
  viewerId: string | null;
  /** As its document calls it. */
  operation: string | null;
  /** As it was estimated. */
  cost: number | null;
  /** Of the errors in its answer. */
  codes: string[];
}

/** How a request ended: the caller can mend what was refused, and we what failed. */
type Outcome = 'ok' | 'refused' | 'failed' | 'aborted';

const OURS: string[] = [
  'INTERNAL_SERVER_ERROR',
  'SERVICE_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
] satisfies ErrorCode[];

/** Logs and measures each request once it is over: who asked for what, how long it took, what came of it. */
export const observeRequests =
  (own: OwnDocuments): RequestHandler =>
  (_request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1_000;
      const context = response.locals.context as RequestContext | undefined;
      const outcome = outcomeOf(response, context?.seen.codes ?? []);
      requestDuration.observe({ operation: labelOf(context, own), outcome }, seconds);
      for (const code of context?.seen.codes ?? []) errorsAnswered.inc({ code });
      log.info({ ...lineOf(response, context), outcome, durationMs: Math.round(seconds * 1_000) }, 'request');
    });
    next();
  };

const lineOf = (response: Response, context: RequestContext | undefined) => ({
  requestId: response.get('x-request-id'),
  path: response.req.baseUrl,
  status: response.statusCode,
  ...(context && {
    operation: context.document?.name ?? context.seen.operation,
    documentId: context.document?.id,
    ...(context.seen.viewerId && { viewerId: context.seen.viewerId }),
    ...(context.seen.cost !== null && { cost: context.seen.cost }),
    ...(context.seen.codes.length > 0 && { codes: context.seen.codes }),
  }),
});

function outcomeOf({ statusCode, writableFinished }: Response, codes: string[]): Outcome {
  if (!writableFinished) return 'aborted';
  if (statusCode >= 500 || codes.some((code) => OURS.includes(code))) return 'failed';
  return statusCode >= 400 || codes.length > 0 ? 'refused' : 'ok';
}

/** One of few: what callers name as they like would make as many series as they like. */
function labelOf(context: RequestContext | undefined, own: OwnDocuments): string {
  if (!context) return 'unread';
  const { document } = context;
  if (!document) return 'ad hoc';
  return own.byId(document.id) ? document.name : 'registered';
}
