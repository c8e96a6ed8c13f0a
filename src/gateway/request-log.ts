import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import type { GraphContext } from '../platform/graphql/context.ts';
import { log } from '../platform/log.ts';
import { formatError } from './format-error.ts';

/** Ties an internal error's answer to its line in the log by the request id, and shows nothing else of it. */
export const requestLog: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue }) {
        for (const error of errors.filter(isInternal)) {
          log.error(
            { requestId: contextValue.requestId, err: error.originalError ?? error },
            'internal error',
          );
        }
      },
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return;
        for (const { extensions } of response.body.singleResult.errors ?? []) {
          if (extensions?.code !== 'INTERNAL_SERVER_ERROR') continue;
          Object.assign(extensions, { requestId: contextValue.requestId });
        }
      },
    };
  },
};

/** What a caller is told nothing of is for us to read; the rest is the caller's to mend. */
const isInternal = (error: GraphQLError) =>
  formatError(error.toJSON(), error).extensions?.code === 'INTERNAL_SERVER_ERROR';
