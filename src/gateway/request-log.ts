import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphContext } from '../platform/graphql/context.ts';

/** Ties an internal error's answer to its line in the log by the request id, and shows nothing else of it. */
export const requestLog: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue }) {
        for (const error of errors) {
          if (isOurs(error)) continue;
          console.error(`${contextValue.requestId} ${error.originalError?.stack ?? error.stack}`);
        }
      },
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return;
        for (const { extensions } of response.body.singleResult.errors ?? []) {
          if (extensions?.code === 'INTERNAL_SERVER_ERROR')
            Object.assign(extensions, { requestId: contextValue.requestId });
        }
      },
    };
  },
};

/** An error with a code was thrown on purpose, or by validation: no fault of ours. */
const isOurs = (error: { extensions?: Record<string, unknown> }) => Boolean(error.extensions?.code);
