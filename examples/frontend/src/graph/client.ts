import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { Kind } from 'graphql';
import { httpLink } from './http-link.ts';
import { openSocket, type Socket } from './socket.ts';
import { socketLink } from './socket-link.ts';

export interface Connected {
  client: ApolloClient;
  socket: Socket;
}

/** A client of one session: with the next user begins the next, and an empty cache. */
export function connect(): Connected {
  const socket = openSocket();
  const link = ApolloLink.split(
    ({ query }) => query.definitions.some(isSubscription),
    socketLink(socket.client),
    httpLink,
  );
  return { client: new ApolloClient({ link, cache: new InMemoryCache() }), socket };
}

const isSubscription = (definition: { kind: string; operation?: string }) =>
  definition.kind === Kind.OPERATION_DEFINITION && definition.operation === 'subscription';
