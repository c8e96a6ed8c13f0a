import type { ExecutionArgs, GraphQLError, GraphQLSchema } from 'graphql';
import { type Context, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { badUserInput } from '../../platform/errors.ts';
import { shownErrors } from '../shown-errors.ts';
import { beginSubscription, type Subscriptions } from './begin-subscription.ts';
import type { CurrentViewers } from './current-viewers.ts';
import type { OpenSockets } from './open-sockets.ts';
import { type ShownCredentials, signIn } from './sign-in.ts';
import { SignedInSocket, type SignIn } from './signed-in-socket.ts';
import type { SocketLimits } from './socket-limits.ts';
import { SubscriptionResults } from './subscription-results.ts';

/** What is known of a socket beside the messages. */
export interface SocketState {
  socket: WebSocket;
  headers: ShownCredentials['headers'];
  caller: SignIn['caller'];
  /** Null until somebody is signed in. */
  signedIn: SignedInSocket | null;
  /** Subscriptions that are still being looked at. */
  beginning: number;
  running: Set<SubscriptionResults>;
}

export interface ProtocolParts extends Subscriptions {
  viewers: CurrentViewers;
  sockets: OpenSockets;
  limits: SocketLimits;
}

type SocketContext = Context<Record<string, unknown> | undefined, SocketState>;
/** What the library hands from the beginning of a subscription to its execution. */
type Begun = ExecutionArgs & { results: SubscriptionResults };

/** What each message of graphql-transport-ws does. */
export const speakProtocol = (parts: ProtocolParts): Server<SocketState> =>
  makeServer<Record<string, unknown> | undefined, SocketState>({
    // Whoever opens a socket waits until the credentials are accepted, not merely until they were sent.
    connectionInitWaitTimeout: 0,
    onConnect: (context) => parts.work.run(connect(parts, context)),
    onSubscribe: ({ extra }, _id, payload) => parts.work.run(begin(parts, extra, payload)),
    subscribe: (args) => (args as Begun).results,
  });

async function connect(
  { house, viewers, sockets }: ProtocolParts,
  { extra, connectionParams }: SocketContext,
): Promise<boolean> {
  const { socket, headers, caller } = extra;
  const { viewer, login } = await signIn(house, { connectionParams, headers }, caller);
  if (socket.readyState !== socket.OPEN) return false;
  sockets.requireRoomFor(viewer.userId);
  extra.signedIn = new SignedInSocket(socket, { viewer, login, caller }, house, viewers);
  sockets.add(extra.signedIn);
  return true;
}

async function begin(
  parts: ProtocolParts,
  state: SocketState,
  payload: SubscribePayload,
): Promise<Begun | GraphQLError[]> {
  const most = parts.limits.maxSubscriptionsPerSocket;
  const count = state.beginning + state.running.size;
  if (!state.signedIn || count >= most) return shownErrors([tooMany(most)]);
  state.beginning += 1;
  const begun = await beginSubscription(parts, payload, state.signedIn);
  state.beginning -= 1;
  if (!(begun instanceof SubscriptionResults)) return begun;
  // The library knows one subscription an id; of two that raced for theirs, it would forget one.
  state.running.add(begun);
  begun.onEnd = () => state.running.delete(begun);
  return argsOf(parts.schema, begun);
}

const argsOf = (schema: GraphQLSchema, results: SubscriptionResults): Begun => {
  const { document, operationName } = results.subscription;
  return { schema, document, operationName, contextValue: null, rootValue: null, results };
};

const tooMany = (most: number) =>
  badUserInput([{ path: [], message: `At most ${most} subscriptions on a socket: complete another first.` }]);
