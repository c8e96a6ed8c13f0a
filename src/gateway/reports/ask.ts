import type { GraphQLFormattedError } from 'graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';

export type Variables = Record<string, unknown>;

/** What came of a document, its errors in the words of an answer. */
export interface Answered {
  data?: Record<string, unknown> | null | undefined;
  errors?: readonly GraphQLFormattedError[] | undefined;
}

/**
 * Executes the text of a document that is part of a report: over HTTP with all that any request passes, in a program by
 * the executor itself.
 */
export type Ask<Context extends GraphContext = GraphContext> = (
  text: string,
  variables: Variables,
  context: Context,
) => Promise<Answered>;

/** A report is whole or there is none: one error, wherever in the answer, refuses it. */
export class RefusedReport extends Error {
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super(errors.map(({ message }) => message).join(' '));
    this.errors = errors;
  }
}

/** The data of an answer without errors. */
export function soundData({ data, errors = [] }: Answered): Record<string, unknown> {
  if (errors.length > 0 || !data) throw new RefusedReport(errors);
  return data;
}
