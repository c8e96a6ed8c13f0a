import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { ErrorCode, Issue } from '../platform/errors.ts';
import { databaseFault, type Told } from './database-faults.ts';

const OPEN_CODES: Record<Exclude<ErrorCode, 'INTERNAL_SERVER_ERROR'>, true> = {
  UNAUTHENTICATED: true,
  FORBIDDEN: true,
  NOT_FOUND: true,
  CONFLICT: true,
  BAD_USER_INPUT: true,
  RATE_LIMITED: true,
  COST_EXCEEDED: true,
  DEADLINE_EXCEEDED: true,
  SERVICE_UNAVAILABLE: true,
  PERSISTED_QUERY_NOT_FOUND: true,
  PERSISTED_QUERY_REQUIRED: true,
  GRAPHQL_PARSE_FAILED: true,
  GRAPHQL_VALIDATION_FAILED: true,
};

/** Codes of the server library's own that the closed list says in another word. */
const OTHER_WORDS: Record<string, ErrorCode> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'PERSISTED_QUERY_NOT_FOUND',
};

const MASK: Told = ['INTERNAL_SERVER_ERROR', 'Something went wrong on our side.'];

/** The one place where an error becomes an answer: a code of the closed list, and nothing internal. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, locations, path, extensions = {} } = formatted;
  const given = String(extensions.code);
  const code = OTHER_WORDS[given] ?? given;
  if (!(code in OPEN_CODES)) {
    const cause = thrown(error);
    const [, argument] = (cause instanceof GraphQLError && BAD_ARGUMENT.exec(cause.message)) || [];
    if (argument) {
      const issues: Issue[] = [{ path: [argument], message }];
      return { message, locations, path, extensions: { code: 'BAD_USER_INPUT', issues } };
    }
    const [known, words] = databaseFault(cause?.code) ?? MASK;
    return { message: words, locations, path, extensions: { code: known } };
  }
  const { stacktrace: _, ...shown } = extensions;
  const issues = code === 'BAD_USER_INPUT' && !shown.issues ? { issues: issuesOf(message) } : {};
  return { message, locations, path, extensions: { ...shown, ...issues, code } };
}

/** What was thrown at first, before a resolver or before there was any: both are wrapped on their way here. */
function thrown(error: unknown): { code?: string } | undefined {
  let cause = error as { code?: string; originalError?: { code?: string } } | undefined;
  while (cause?.originalError) cause = cause.originalError;
  return cause;
}

/** What execution says of a value that only a variable can bring: a null that validation could not foresee. */
const BAD_ARGUMENT = /^Argument "(\w+)" (?:has invalid value|of (?:required|non-null) type) /;

const BAD_VARIABLE = /^Variable "\$(\w+)" got invalid value .*?(?: at "(\w+(?:\.\w+|\[\d+\])*)")?; (.+)$/s;

/** Says where in the variables a value is wrong, like every other BAD_USER_INPUT. */
function issuesOf(message: string): Issue[] {
  const [, variable, place, words] = BAD_VARIABLE.exec(message) ?? [];
  if (!variable || !words) return [{ path: [], message }];
  const path = (place ?? variable).split(/[.[\]]+/).filter(Boolean);
  return [{ path: path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)), message: words }];
}
