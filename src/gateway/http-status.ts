import type { ApolloServerPlugin } from '@apollo/server';
import type { ErrorCode } from '../platform/errors.ts';

/** What a proxy or a client that retries must see without reading the body. */
const PASSING_TROUBLE: Partial<Record<ErrorCode, number>> = {
  RATE_LIMITED: 429,
  SERVICE_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/** A request that was refused before its execution has no `data`: its status says so. */
const REFUSED: Partial<Record<ErrorCode, number>> = {
  ...PASSING_TROUBLE,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  INTERNAL_SERVER_ERROR: 500,
};

/** Sets the status that the errors of an answer call for. */
export const httpStatus: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        const { data, errors = [] } = response.body.singleResult;
        const statuses = data === undefined ? REFUSED : PASSING_TROUBLE;
        const found = errors.map(({ extensions }) => statuses[extensions?.code as ErrorCode]);
        const status = found.find((candidate) => candidate !== undefined);
        if (status) response.http.status = status;
        else if (data === undefined && response.http.status === 500) response.http.status = 400;
      },
    };
  },
};
