import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { createExecutor } from '../../gateway/execute.ts';
import { formatError } from '../../gateway/format-error.ts';
import { checkLimits } from '../../gateway/limits/check-limits.ts';
import type { Ask } from '../../gateway/reports/ask.ts';

/**
 * Executes the pages of a report in this process: under the same limits as over HTTP, but counted by nobody. An error
 * of ours is thrown as it is: whoever runs a program may read it.
 */
export function askGraph(schema: GraphQLSchema): Ask {
  const execute = createExecutor(schema);
  const parsed = new Map<string, DocumentNode>();
  return async (text, variables, contextValue) => {
    const document = parsed.get(text) ?? parse(text);
    parsed.set(text, document);
    checkLimits({ schema, document, variables, isPersisted: true });
    const { data, errors = [] } = await execute({ document, variableValues: variables, contextValue });
    return {
      data,
      errors: errors.map((error) => {
        const shown = formatError(error.toJSON(), error);
        if (shown.extensions?.code === 'INTERNAL_SERVER_ERROR') throw error.originalError ?? error;
        return shown;
      }),
    };
  };
}
