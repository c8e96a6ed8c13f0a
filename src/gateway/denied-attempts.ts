import type { ApolloServerPlugin } from '@apollo/server';
import { type GraphQLError, OperationTypeNode } from 'graphql';
import { inTransaction } from '../platform/audit/audit-middleware.ts';
import type { AuditEvent } from '../platform/audit/audit-trail.ts';
import { withDeadline } from '../platform/deadline.ts';
import type { GraphContext } from '../platform/graphql/context.ts';
import { log } from '../platform/log.ts';
import type { RequestContext } from './context.ts';
import { formatError } from './format-error.ts';
import { rootFieldNames } from './root-field-names.ts';

/** It has time of its own: whoever hangs up at the refusal is on record all the same. */
const RECORDING_LIMIT_MS = 5_000;

/**
 * What somebody who is signed in may not ask for is on record: one entry for each query or mutation that the answer
 * refuses (the first one only, where it ends the answer). Whoever is not signed in leaves none, and so cannot flood the log.
 */
export const deniedAttempts: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue, document, operation }) {
        if (!contextValue.viewer || !document || !operation) return;
        const fields = refusedFields(errors, rootFieldNames(document, operation));
        if (fields.length === 0) return;
        const entityType = operation.operation === OperationTypeNode.MUTATION ? 'Mutation' : 'Query';
        const refusals = fields.map((field) => ({ entityType, changes: { field, code: 'FORBIDDEN' } }));
        await recordDenied(contextValue, refusals);
      },
    };
  },
};

/** Puts on record what somebody was refused. That it cannot be is for whoever reads the log: the refusal stands. */
export const recordDenied = (context: GraphContext, refusals: Omit<AuditEvent, 'action'>[]): Promise<void> =>
  withDeadline(RECORDING_LIMIT_MS, () =>
    inTransaction(context, ({ audit }) => {
      for (const refusal of refusals) audit.record({ ...refusal, action: 'DENIED' });
    }),
  ).catch((failure) =>
    log.error({ requestId: context.requestId, err: failure }, 'A refusal could not be recorded.'),
  );

/** Each refused field once, however often one document names it. */
function refusedFields(errors: readonly GraphQLError[], names: Map<string, string>): string[] {
  const refused = errors
    .filter(({ path }) => path?.length === 1)
    .filter((error) => formatError(error.toJSON(), error).extensions?.code === 'FORBIDDEN')
    .map(({ path }) => names.get(String(path?.[0])));
  return [...new Set(refused)].filter((name) => name !== undefined);
}
