import type { Express, Request, Response } from 'express';
import type { GraphQLError } from 'graphql';
import { callerOf, credentialsIn } from '../../context.ts';
import { answerWithErrors, statusOf } from '../../http-status.ts';
import { shownErrors } from '../../shown-errors.ts';
import { beginSubscription } from '../begin-subscription.ts';
import { CloseReason, errorOf } from '../close-reasons.ts';
import { signIn } from '../sign-in.ts';
import { SignedInConnection } from '../signed-in-connection.ts';
import type { SubscriptionParts } from '../subscription-parts.ts';
import { SubscriptionResults } from '../subscription-results.ts';
import { EventStream } from './event-stream.ts';
import { readPayload } from './read-payload.ts';

/** What is wrong with the subscription itself. */
const OF_THE_OPERATION = [400, 403];

/** Answers a request with the events of the subscription that it asks for, until either side ends that. */
export async function serveStream(
  parts: SubscriptionParts,
  request: Request,
  response: Response,
): Promise<void> {
  const stream = new EventStream(response, parts.limits.keepAliveMs);
  const requestId = String(response.get('x-request-id'));
  try {
    const begun = await parts.work.run(begin(parts, request, stream, requestId));
    if (begun instanceof SubscriptionResults) await stream.carry(begun);
    else refuse(begun, stream, response);
  } catch (fault) {
    const error = fault instanceof CloseReason ? errorOf(fault) : fault;
    refuse(shownErrors([error], requestId), stream, response);
  }
}

async function begin(
  parts: SubscriptionParts,
  request: Request,
  stream: EventStream,
  requestId: string,
): Promise<SubscriptionResults | GraphQLError[]> {
  parts.connections.requireRoom();
  stream.onGone(parts.connections.enter());
  const connection = await connect(parts, request, stream);
  return beginSubscription(parts, readPayload(request), connection, { requestId, isCounted: true });
}

/**
 * Finds out who asks, and counts the request as theirs. Whoever shows credentials has set a header, which a page of another
 * origin may not without having asked.
 */
async function connect(
  { house, rates, viewers, connections }: SubscriptionParts,
  request: Request,
  stream: EventStream,
): Promise<SignedInConnection> {
  const caller = callerOf(request.app as Express, request);
  const { ipAddress } = caller;
  const credentials = credentialsIn((name) => request.get(name));
  const signedIn = await signIn(house, credentials, caller).catch(async (fault) => {
    await rates.countRequest({ viewer: null, ipAddress });
    throw fault;
  });
  await rates.countRequest({ viewer: signedIn.viewer, ipAddress });
  connections.requireRoomFor(signedIn.viewer.userId);
  const connection = new SignedInConnection(signedIn, house, viewers, (reason) => stream.close(reason));
  connections.add(connection);
  stream.onGone(() => {
    connection.forget();
    connections.delete(connection);
  });
  return connection;
}

/**
 * What is wrong with the subscription is told as an event, as the protocol wants it, and clients do not ask again. Who
 * asks, how often, and trouble of ours has a status, after which they do, with fresh credentials.
 */
function refuse(errors: GraphQLError[], stream: EventStream, response: Response): void {
  // Half an answer cannot be made another.
  if (response.headersSent) return void response.destroy();
  const shown = errors.map((error) => error.toJSON());
  if (OF_THE_OPERATION.includes(statusOf(shown[0]))) stream.refuse(errors);
  else answerWithErrors(response, shown);
}
