import { createSourceEventStream, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { REQUEST_DEADLINE_MS, withDeadline } from '../../platform/deadline.ts';
import { documentIdOf } from '../../platform/documents/trusted-document.ts';
import { unauthenticated } from '../../platform/errors.ts';
import type { SubscriptionContext } from '../../platform/graphql/context.ts';
import { type House, newRequestId } from '../context.ts';
import { type DocumentMode, logAdHoc } from '../documents/document-policy.ts';
import type { Front } from '../front.ts';
import type { Rates } from '../rates/rates.ts';
import { shownErrors } from '../shown-errors.ts';
import type { Turns } from '../turns.ts';
import { answerEvent } from './answer-event.ts';
import { calledSubscription } from './called-subscription.ts';
import { readSubscription, type SoundSubscription } from './read-subscription.ts';
import { SubscriptionResults } from './subscription-results.ts';
import type { WorkInFlight } from './work-in-flight.ts';

/** Who subscribes, over whatever transport. */
export interface Subscriber {
  /** Whether it may run trusted documents only. */
  persistedOnly: boolean;
  /** Whether a router says that what it asks is one. */
  isPersisted: boolean;
  /** A context of its own for the beginning, and for each event. Null once the caller is not let in any more. */
  context(requestId?: string): Promise<SubscriptionContext | null>;
}

/** The request that a subscription comes in. */
export interface Origin {
  requestId: string;
  /** Whether it was counted when it was found out who asks. */
  isCounted: boolean;
}

/** What all subscriptions of a process share. */
export interface Subscriptions {
  front: Front;
  schema: GraphQLSchema;
  house: House;
  persistedDocuments: DocumentMode;
  rates: Rates;
  turns: Turns;
  work: WorkInFlight;
}

/** A running subscription, or what is wrong with it. Like any request it is validated, authorised and counted. */
export async function beginSubscription(
  subscriptions: Subscriptions,
  payload: SubscribePayload,
  subscriber: Subscriber,
  origin: Origin = { requestId: newRequestId(), isCounted: false },
): Promise<SubscriptionResults | GraphQLError[]> {
  let counting: Promise<SubscriptionContext> | undefined;
  const countOnce = () => {
    counting ??= countedContext(subscriptions, subscriber, origin);
    return counting;
  };
  try {
    return await withDeadline(REQUEST_DEADLINE_MS, async (deadline) => {
      const called = await calledSubscription(subscriptions, payload, subscriber, countOnce);
      const subscription = readSubscription(subscriptions, called);
      const events = await openEvents(subscriptions, subscription, await countOnce());
      // Nobody waits for them any more, and so nobody would end them.
      if (deadline.refusal) await events[Symbol.asyncIterator]().return?.();
      return new SubscriptionResults(subscription, events, (event) =>
        subscriptions.work.run(answerEvent(subscriptions, subscription, event, subscriber)),
      );
    });
  } catch (error) {
    return shownErrors(error instanceof AggregateError ? error.errors : [error], origin.requestId);
  }
}

/** Who subscribes, by now, counted as a request of theirs. */
async function countedContext(
  { rates }: Subscriptions,
  subscriber: Subscriber,
  { requestId, isCounted }: Origin,
): Promise<SubscriptionContext> {
  const context = await subscriber.context(requestId);
  if (!context) throw unauthenticated('The session is over. Sign in again.');
  if (!isCounted) await rates.countRequest(context);
  return context;
}

async function openEvents(
  { schema, persistedDocuments }: Subscriptions,
  { document, operation, operationName, variableValues, isPersisted }: SoundSubscription,
  contextValue: SubscriptionContext,
): Promise<AsyncIterable<unknown>> {
  contextValue.isPersisted = isPersisted;
  if (persistedDocuments === 'log' && !isPersisted)
    logAdHoc(contextValue.requestId, operation.name?.value, documentIdOf(document.loc?.source.body ?? ''));
  const args = { schema, document, operationName, variableValues, contextValue };
  const events = await createSourceEventStream(args);
  if (Symbol.asyncIterator in events) return events;
  throw new AggregateError(events.errors ?? []);
}
