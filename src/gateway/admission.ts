import type { ApolloServerPlugin } from '@apollo/server';
import { authenticate, type House, type RequestContext } from './context.ts';
import { type CostEstimate, checkLimits } from './limits/check-limits.ts';
import { refuseIntrospection } from './limits/introspection.ts';
import type { Rates } from './rates/rates.ts';

/**
 * What every valid document passes before it is executed, in this order. Whoever throws here refuses the request
 * whole: it has no `data`.
 */
export const admission = (
  house: House,
  rates: Rates,
  { isProduction }: { isProduction: boolean },
): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart() {
    let cost: CostEstimate | undefined;
    return {
      async didResolveOperation({ contextValue, schema, document, operation, request }) {
        const { variables, operationName } = request;
        const asked = { schema, document, operationName, variables, isPersisted: contextValue.isPersisted };
        cost = checkLimits(asked);
        await authenticate(house, contextValue);
        const { viewer, ipAddress } = contextValue;
        if (isProduction) refuseIntrospection(asked, contextValue);
        await rates.admit({ viewer, ipAddress, schema, document, operation, variables });
      },
      async willSendResponse({ response: { body } }) {
        if (!cost || body.kind !== 'single' || body.singleResult.data === undefined) return;
        body.singleResult.extensions = { ...body.singleResult.extensions, cost };
      },
    };
  },
});
