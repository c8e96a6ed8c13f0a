import { type DocumentNode, GraphQLError, parse } from 'graphql';
import type { ErrorCode } from '../platform/errors.ts';

/** What the library itself calls a document without the operation that was asked for. */
type RefusalCode = ErrorCode | 'OPERATION_RESOLUTION_FAILURE';

/** The document of a text. Throws an AggregateError of what is wrong with its syntax. */
export function parsedText(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens });
  } catch (error) {
    throw refusalOfAll([error as GraphQLError], 'GRAPHQL_PARSE_FAILED');
  }
}

/** Throws an AggregateError of these errors, each with the code, where there are any. */
export function refuseAll(errors: readonly GraphQLError[], code: RefusalCode): void {
  if (errors.length > 0) throw refusalOfAll(errors, code);
}

export const refusalOfAll = (errors: readonly GraphQLError[], code: RefusalCode): AggregateError =>
  new AggregateError(
    errors.map(
      ({ message, nodes, source, positions }) =>
        new GraphQLError(message, { nodes, source, positions, extensions: { code } }),
    ),
  );
