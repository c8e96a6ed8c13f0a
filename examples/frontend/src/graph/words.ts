import { CombinedGraphQLErrors } from '@apollo/client';

/** What to show of an error: the server's own words, or that it could not be asked. */
export function wordsOf(error: unknown): string {
  if (CombinedGraphQLErrors.is(error)) return error.errors.map(({ message }) => message).join(' ');
  // What fetch throws, in each browser's words.
  if (error instanceof TypeError) return 'The server cannot be reached.';
  return (error as Error).message;
}
