import type { ApolloServerPlugin } from '@apollo/server';
import type { House, RequestContext } from './context.ts';
import { type DocumentMode, logAdHoc, refuseAdHoc } from './documents/document-policy.ts';
import type { Front } from './front.ts';
import { identify } from './identify.ts';
import type { CostEstimate } from './limits/check-limits.ts';
import { refuseIntrospection } from './limits/introspection.ts';
import type { Rates } from './rates/rates.ts';

/**
 * What every valid document passes before it is executed, in this order. Whoever throws here refuses the request
 * whole: it has no `data`.
 */
export const admission = (
  front: Front,
  house: House,
  rates: Rates,
  { isProduction, persistedDocuments }: { isProduction: boolean; persistedDocuments: DocumentMode },
): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart() {
    let cost: CostEstimate | undefined;
    return {
      async didResolveOperation({ contextValue, schema, document, operation, request, queryHash }) {
        const { variables, operationName } = request;
        const asked = { schema, document, operationName, variables, isPersisted: contextValue.isPersisted };
        cost = front.weigh(asked);
        await identify(house, rates, contextValue);
        const { viewer, ipAddress, isPersisted, requestId } = contextValue;
        if (!isPersisted) refuseAdHoc(persistedDocuments, viewer);
        if (isProduction) refuseIntrospection(asked, contextValue);
        await rates.admit({ viewer, ipAddress, schema, document, operation, variables });
        if (persistedDocuments === 'log' && !isPersisted)
          logAdHoc(requestId, operation?.name?.value, queryHash);
      },
      async willSendResponse({ response: { body } }) {
        // A client is told by the router what its request costs, not each part of it.
        if (!cost || front.isRouter || body.kind !== 'single' || body.singleResult.data === undefined) return;
        body.singleResult.extensions = { ...body.singleResult.extensions, cost };
      },
    };
  },
});
