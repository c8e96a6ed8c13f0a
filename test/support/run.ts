import { type GraphQLSchema, graphql } from 'graphql';
import type { GraphContext } from '../../src/platform/graphql/context.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that its document gave it
export type Answer = any;

/** What a caller may read of an error. */
export interface ShownError {
  code: unknown;
  message: string;
  /** The places that BAD_USER_INPUT names, as `input.amount`. */
  places: string[];
  currentVersion?: unknown;
}

/** Executes a document as the gateway would: rules, audit and SQL are all on the path. */
export async function run(
  schema: GraphQLSchema,
  contextValue: GraphContext,
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<{ data: Answer; errors: ShownError[] }> {
  const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue });
  return {
    data,
    errors: errors.map(({ message, extensions }) => {
      const { code, currentVersion, issues = [] } = extensions as { code?: unknown } & ErrorDetails;
      return { code, message, currentVersion, places: issues.map(({ path }) => path.join('.')) };
    }),
  };
}

interface ErrorDetails {
  currentVersion?: unknown;
  issues?: { path: (string | number)[] }[];
}
