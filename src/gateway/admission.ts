import type { ApolloServerPlugin } from '@apollo/server';
import { authenticate, type House, type RequestContext } from './context.ts';

/**
 * What every valid document passes before it is executed, in this order. Whoever throws here refuses the request
 * whole: it has no `data`.
 */
export const admission = (house: House): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ contextValue }) {
        await authenticate(house, contextValue);
      },
    };
  },
});
