import type { ApolloServerPlugin } from '@apollo/server';
import type { Response } from 'express';
import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../platform/errors.ts';

/** What a proxy or a client that retries must see without reading the body. */
const PASSING_TROUBLE: Partial<Record<ErrorCode, number>> = {
  RATE_LIMITED: 429,
  SERVICE_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/** A request that was refused before its execution has no `data`: its status says so. */
const REFUSED: Partial<Record<ErrorCode, number>> = {
  ...PASSING_TROUBLE,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  INTERNAL_SERVER_ERROR: 500,
};

/** Of an answer that is no more than a refusal. */
export const statusOf = (error: GraphQLFormattedError | undefined): number =>
  REFUSED[error?.extensions?.code as ErrorCode] ?? 400;

/** A second is enough where the database comes back, or the crowd is over. */
const RETRY_AFTER_SECONDS = 1;

/** Sets the status that the errors of an answer call for. */
export const httpStatus: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        const { data } = response.body.singleResult;
        const { status, waitSeconds } = statusOfAnswer(response.body.singleResult);
        if (waitSeconds) response.http.headers.set('retry-after', String(waitSeconds));
        if (status) response.http.status = status;
        else if (data === undefined && response.http.status === 500) response.http.status = 400;
      },
    };
  },
};

/** What the errors of an answer call for; undefined where it is what it would be without them. */
export function statusOfAnswer({ data, errors = [] }: AnswerWithErrors): {
  status: number | undefined;
  waitSeconds: unknown;
} {
  const statuses = data === undefined ? REFUSED : PASSING_TROUBLE;
  const found = errors.map(({ extensions }) => statuses[extensions?.code as ErrorCode]);
  // Who waited in vain for a connection was then late, too: coming back is what helps.
  const status = found.includes(503) ? 503 : found.find((candidate) => candidate !== undefined);
  return { status, waitSeconds: waitSecondsOf(errors, status) };
}

export interface AnswerWithErrors {
  data?: unknown;
  errors?: readonly GraphQLFormattedError[];
}

/** When to come back, for the header. Nobody is asked to repeat a change that may have been made. */
export function waitSecondsOf(errors: readonly GraphQLFormattedError[], status: number | undefined): unknown {
  const wait = errors.find(({ extensions }) => extensions?.retryAfterSeconds)?.extensions;
  const mayBeMade = errors.some(({ extensions }) => extensions?.outcome === 'UNKNOWN');
  return wait?.retryAfterSeconds ?? (status === 503 && !mayBeMade ? RETRY_AFTER_SECONDS : undefined);
}

/** JSON, as every answer of ours ends. */
export const asLine = (answer: unknown): string => `${JSON.stringify(answer)}\n`;

/** Answers with nothing but errors, the first of which has the status. */
export function answerWithErrors(response: Response, errors: GraphQLFormattedError[]): void {
  if (response.headersSent) return;
  const status = statusOf(errors[0]);
  const waitSeconds = waitSecondsOf(errors, status);
  if (waitSeconds) response.set('retry-after', String(waitSeconds));
  response.status(status).type('json').send(asLine({ errors }));
}
