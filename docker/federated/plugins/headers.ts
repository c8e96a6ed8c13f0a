import type { IncomingMessage } from 'node:http';
import type { GatewayContext } from '@graphql-hive/gateway';
import { isTrusted } from './admission.ts';
import { requestIdOf } from './request-id.ts';

/** What a subgraph is told of the client, beside what is asked of it. */
const OF_THE_CLIENT = ['authorization', 'x-api-key', 'user-agent'];

interface Forwarded {
  request: Request;
  context: GatewayContext;
}

/** The subgraphs find out for themselves who asks; that the router asks, it shows them by its secret. */
export const toSubgraphs =
  (routerSecret: string) =>
  ({ request, context }: Forwarded): Record<string, string> => {
    const shown = { ...Object.fromEntries(request.headers), ...lowerCased(context.connectionParams) };
    return {
      ...Object.fromEntries(OF_THE_CLIENT.flatMap((name) => (shown[name] ? [[name, shown[name]]] : []))),
      'x-forwarded-for': forwardedFor(request, context),
      'x-router-secret': routerSecret,
      'x-request-id': requestIdOf(request),
      'apollo-require-preflight': 'true',
      ...(isTrusted(context) && { 'x-trusted-document': 'true' }),
    };
  };

/** Whoever is nearest stands last: how many of them are believed is for the subgraphs to say. */
function forwardedFor(request: Request, context: GatewayContext): string {
  const given = request.headers.get('x-forwarded-for');
  const address = addressOf(context);
  return given ? `${given}, ${address}` : address;
}

/** Who has connected, by HTTP or for a socket. */
export const addressOf = (context: GatewayContext): string =>
  (context as { req?: IncomingMessage }).req?.socket.remoteAddress ?? 'unknown';

/** Over a socket a client shows in its first message what it would show in headers. */
const lowerCased = (params: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name.toLowerCase(), value]));
