import type { ExecutionArgs, GraphQLError, GraphQLSchema } from 'graphql';
import { type Context, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { badUserInput } from '../../../platform/errors.ts';
import type { Credentials } from '../../../platform/security/authenticator.ts';
import { credentialsIn } from '../../context.ts';
import { shownErrors } from '../../shown-errors.ts';
import { beginSubscription } from '../begin-subscription.ts';
import { unauthorized } from '../close-reasons.ts';
import { signIn } from '../sign-in.ts';
import { SignedInConnection, type SignIn } from '../signed-in-connection.ts';
import type { SubscriptionParts } from '../subscription-parts.ts';
import { SubscriptionResults } from '../subscription-results.ts';

/** What is known of a socket beside the messages. */
export interface SocketState {
  socket: WebSocket;
  /** What the headers of the upgrade showed. */
  headers: Credentials | null;
  caller: SignIn['caller'];
  /** Null until somebody is signed in. */
  signedIn: SignedInConnection | null;
  /** Subscriptions that are still being looked at. */
  beginning: number;
  running: Set<SubscriptionResults>;
}

type SocketContext = Context<Record<string, unknown> | undefined, SocketState>;
/** What the library hands from the beginning of a subscription to its execution. */
type Begun = ExecutionArgs & { results: SubscriptionResults };

/** What each message of graphql-transport-ws does. */
export const speakProtocol = (parts: SubscriptionParts): Server<SocketState> =>
  makeServer<Record<string, unknown> | undefined, SocketState>({
    // Whoever opens a socket waits until the credentials are accepted, not merely until they were sent.
    connectionInitWaitTimeout: 0,
    onConnect: (context) => parts.work.run(connect(parts, context)),
    onSubscribe: ({ extra }, _id, payload) => parts.work.run(begin(parts, extra, payload)),
    subscribe: (args) => (args as Begun).results,
  });

async function connect(
  { house, viewers, connections }: SubscriptionParts,
  { extra, connectionParams }: SocketContext,
): Promise<boolean> {
  const { socket, headers, caller } = extra;
  const credentials = paramsOf(connectionParams) ?? headers;
  if (!credentials) throw unauthorized('Credentials are missing in connection_init.');
  const signedIn = await signIn(house, credentials, caller);
  if (socket.readyState !== socket.OPEN) return false;
  connections.requireRoomFor(signedIn.viewer.userId);
  extra.signedIn = new SignedInConnection(signedIn, house, viewers, ({ code, message }) =>
    socket.close(code, message),
  );
  connections.add(extra.signedIn);
  return true;
}

/** Browsers have no say over the headers of the upgrade: `authorization` or `x-api-key`, in any case. */
function paramsOf(params: Record<string, unknown> = {}): Credentials | null {
  const named = Object.entries(params).map(([name, value]) => [name.toLowerCase(), value] as const);
  const texts = new Map(named.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  return credentialsIn((name) => texts.get(name));
}

async function begin(
  parts: SubscriptionParts,
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
