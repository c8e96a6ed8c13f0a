import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { statusOf, waitSecondsOf } from '../../http-status.ts';
import { shownErrors } from '../../shown-errors.ts';
import { RefusedReport } from '../ask.ts';

/** Why there is no report, as RFC 9457 has it. `code` and `issues` are those of the graph. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
  code: unknown;
  issues?: unknown;
  requestId: string;
}

/** In an address, what is not found is a status of its own. */
const NOT_FOUND = ['NOT_FOUND', 'PERSISTED_QUERY_NOT_FOUND'];

const CHALLENGES = ['Bearer realm="riskgraph"', 'Basic realm="riskgraph", charset="UTF-8"'];

/**
 * Answers with a problem instead of a report, whatever was thrown. Where a part of it is sent already, breaks the
 * connection: that must never be taken for the whole.
 */
export function answerProblem(response: Response, error: unknown): void {
  const requestId = String(response.get('x-request-id'));
  const errors = shownTo(requestId, error);
  const context = response.locals.context as RequestContext | undefined;
  if (context) context.seen.codes = [...new Set(errors.map(({ extensions }) => String(extensions?.code)))];
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = worstOf(errors);
  if (status === 401) response.set('www-authenticate', CHALLENGES);
  const waitSeconds = waitSecondsOf(errors, status);
  if (waitSeconds) response.set('retry-after', String(waitSeconds));
  sendProblem(response, problemOf(errors, status, requestId));
}

/** The body in the media type of problems, and nothing that was said of a report. */
export function sendProblem(response: Response, problem: Problem): void {
  for (const name of ['etag', 'content-disposition']) response.removeHeader(name);
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(`${JSON.stringify(problem)}\n`);
}

/** What is ours to mend is in the log then. */
const shownTo = (requestId: string, error: unknown): readonly GraphQLFormattedError[] =>
  error instanceof RefusedReport && error.errors.length > 0
    ? error.errors
    : shownErrors([error], requestId).map((shown) => shown.toJSON());

function problemOf(errors: readonly GraphQLFormattedError[], status: number, requestId: string): Problem {
  const [first] = errors as [GraphQLFormattedError];
  const issues = errors.flatMap(({ extensions }) => (extensions?.issues as unknown[] | undefined) ?? []);
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: errors.map(({ message }) => message).join(' '),
    code: first.extensions?.code,
    ...(issues.length > 0 && { issues }),
    requestId,
  };
}

/** Of several errors the one that a caller can do least about; one that passes by itself before all others. */
function worstOf(errors: readonly GraphQLFormattedError[]): number {
  const statuses = errors.map((error) =>
    NOT_FOUND.includes(String(error.extensions?.code)) ? 404 : statusOf(error),
  );
  return [503, 504, 500, 429, 401, 403, 404].find((status) => statuses.includes(status)) ?? 400;
}
