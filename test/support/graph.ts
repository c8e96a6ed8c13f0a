import { type GraphQLSchema, graphql } from 'graphql';
import { composeGraph } from '../../src/gateway/compose.ts';
import { subgraphs } from '../../src/gateway/subgraphs.ts';
import type { GraphContext } from '../../src/platform/graphql/context.ts';

export interface Result {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  data: any;
  errors: { message: string; code: unknown; issues: unknown; path: unknown }[];
}

let composed: Promise<GraphQLSchema> | undefined;

/** Runs a document on the whole graph, as the gateway does. */
export async function runGraph(
  context: GraphContext,
  source: string,
  variableValues?: Record<string, unknown>,
): Promise<Result> {
  composed ??= composeGraph(subgraphs).then(({ schema }) => schema);
  const { data, errors } = await graphql({
    schema: await composed,
    source,
    variableValues,
    contextValue: context,
  });
  const shown = (errors ?? []).map(({ message, extensions, path }) => ({
    message,
    code: extensions.code,
    issues: extensions.issues,
    path,
  }));
  return { data, errors: shown };
}
