import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { log } from '../platform/log.ts';
import { newRequestId } from './context.ts';
import { formatError } from './format-error.ts';

/** An error made ready to be read by a caller: whoever writes it down writes that, and not what is behind it. */
export class ShownError extends GraphQLError {
  readonly #shown: GraphQLFormattedError;

  constructor(shown: GraphQLFormattedError) {
    super(shown.message, { extensions: shown.extensions ?? null });
    this.#shown = shown;
  }

  override toJSON(): GraphQLFormattedError {
    return this.#shown;
  }
}

/** Errors in the words that they would have over HTTP; internal ones go to the log, and show its request id alone. */
export function shownErrors(errors: readonly unknown[], requestId = newRequestId()): GraphQLError[] {
  return errors.map((error) => {
    const known = error instanceof GraphQLError ? error : located(error);
    const shown = formatError(known.toJSON(), known);
    if (shown.extensions?.code !== 'INTERNAL_SERVER_ERROR') return new ShownError(shown);
    log.error({ requestId, err: known.originalError ?? known }, 'internal error');
    return new ShownError({ ...shown, extensions: { ...shown.extensions, requestId } });
  });
}

const located = (error: unknown) => new GraphQLError(String(error), { originalError: error as Error });
