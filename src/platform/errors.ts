import { GraphQLError } from 'graphql';

/** Every code that `extensions.code` can hold. The list is closed: clients may switch over it. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'BAD_USER_INPUT'
  | 'RATE_LIMITED'
  | 'COST_EXCEEDED'
  | 'DEADLINE_EXCEEDED'
  | 'SERVICE_UNAVAILABLE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_REQUIRED'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'INTERNAL_SERVER_ERROR';

/** One thing wrong with an input: where (`['input', 'amount']`) and what, in words for the caller. */
export interface Issue {
  path: (string | number)[];
  message: string;
}

/** An error that a caller may read whole. Anything else that is thrown is masked. */
export class GraphError extends GraphQLError {
  constructor(code: ErrorCode, message: string, extensions: Record<string, unknown> = {}) {
    super(message, { extensions: { ...extensions, code } });
    this.name = 'GraphError';
  }
}

export const unauthenticated = (message = 'Sign in first.') => new GraphError('UNAUTHENTICATED', message);

export const forbidden = (message = 'Your role does not allow this.') => new GraphError('FORBIDDEN', message);

/** Also the answer for what belongs to someone else: it must not tell a stranger that the thing exists. */
export const notFound = (what: string) => new GraphError('NOT_FOUND', `${what} not found.`);

/** A lost update was refused; the caller reads `currentVersion`, merges and tries again. */
export const conflict = (message: string, currentVersion: number) =>
  new GraphError('CONFLICT', message, { currentVersion });

/** Carries all issues at once, so that a form can mark every field. */
export const badUserInput = (issues: Issue[]) =>
  new GraphError('BAD_USER_INPUT', issues.map(describe).join(' '), { issues });

export const serviceUnavailable = (message: string) => new GraphError('SERVICE_UNAVAILABLE', message);

/** Nothing was done; the same may be tried again after so many seconds. */
export const rateLimited = (message: string, retryAfterSeconds: number) =>
  new GraphError('RATE_LIMITED', message, { retryAfterSeconds });

const describe = ({ path, message }: Issue) => (path.length > 0 ? `${path.join('.')}: ${message}` : message);
