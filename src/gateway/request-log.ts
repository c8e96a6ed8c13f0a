import type { ApolloServerPlugin } from '@apollo/server';
import { trace } from '@opentelemetry/api';
import type { GraphQLError } from 'graphql';
import { log } from '../platform/log.ts';
import type { RequestContext } from './context.ts';
import { formatError } from './format-error.ts';

const MAX_NAME_LENGTH = 100;

/**
 * Notes what an operation is and what comes of it. Ties an internal error's answer to its line in the log by the
 * request id, and shows nothing else of it.
 */
export const requestLog: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operationName, contextValue: { seen } }) {
        trace.getActiveSpan()?.setAttribute('graphql.operation.name', operationName ?? '');
        seen.operation = operationName?.slice(0, MAX_NAME_LENGTH) ?? null;
      },
      async didEncounterErrors({ errors, contextValue }) {
        for (const error of errors.filter(isInternal)) {
          const { requestId } = contextValue;
          log.error({ requestId, err: error.originalError ?? error }, 'internal error');
        }
      },
      async willSendResponse({ response, contextValue: { seen, requestId, viewer } }) {
        seen.viewerId = viewer?.userId ?? null;
        if (response.body.kind !== 'single') return;
        const { errors = [], extensions = {} } = response.body.singleResult;
        seen.cost = (extensions.cost as { estimate: number } | undefined)?.estimate ?? null;
        seen.codes = [...new Set(errors.map((error) => String(error.extensions?.code)))];
        for (const { extensions } of errors) {
          if (extensions?.code === 'INTERNAL_SERVER_ERROR') Object.assign(extensions, { requestId });
        }
      },
    };
  },
};

/** What a caller is told nothing of is for us to read; the rest is the caller's to mend. */
const isInternal = (error: GraphQLError) =>
  formatError(error.toJSON(), error).extensions?.code === 'INTERNAL_SERVER_ERROR';
