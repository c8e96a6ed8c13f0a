import { createSourceEventStream, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { REQUEST_DEADLINE_MS, withDeadline } from '../../platform/deadline.ts';
import { unauthenticated } from '../../platform/errors.ts';
import type { SubscriptionContext } from '../../platform/graphql/context.ts';
import type { Rates } from '../rates/rates.ts';
import type { Turns } from '../turns.ts';
import { answerEvent } from './answer-event.ts';
import { readSubscription, type SoundSubscription } from './read-subscription.ts';
import { shownErrors } from './shown-errors.ts';
import { SubscriptionResults } from './subscription-results.ts';
import type { WorkInFlight } from './work-in-flight.ts';

/** Who subscribes, over whatever transport. */
export interface Subscriber {
  /** A context of its own for the beginning, and for each event. Null once the caller is not let in any more. */
  context(): Promise<SubscriptionContext | null>;
}

/** What all subscriptions of a process share. */
export interface Subscriptions {
  schema: GraphQLSchema;
  rates: Rates;
  turns: Turns;
  work: WorkInFlight;
}

/** A running subscription, or what is wrong with it. Like any request it is validated, authorised and counted. */
export async function beginSubscription(
  subscriptions: Subscriptions,
  payload: SubscribePayload,
  subscriber: Subscriber,
): Promise<SubscriptionResults | GraphQLError[]> {
  try {
    const subscription = readSubscription(subscriptions.schema, payload);
    const events = await openEvents(subscriptions, subscription, subscriber);
    return new SubscriptionResults(subscription, events, (event) =>
      subscriptions.work.run(answerEvent(subscriptions, subscription, event, subscriber)),
    );
  } catch (error) {
    return shownErrors(error instanceof AggregateError ? error.errors : [error]);
  }
}

const openEvents = (subscriptions: Subscriptions, subscription: SoundSubscription, subscriber: Subscriber) =>
  withDeadline(REQUEST_DEADLINE_MS, async (deadline) => {
    const context = await subscriber.context();
    if (!context) throw unauthenticated('The session is over. Sign in again.');
    await count(subscriptions, subscription, context);
    const events = await eventsOf(subscriptions, subscription, context);
    // Nobody waits for them any more, and so nobody would end them.
    if (deadline.refusal) await events[Symbol.asyncIterator]().return?.();
    return events;
  });

const count = (
  { schema, rates }: Subscriptions,
  { document, operation, variableValues: variables }: SoundSubscription,
  { viewer, ipAddress }: SubscriptionContext,
) => rates.admit({ viewer, ipAddress, schema, document, operation, variables });

async function eventsOf(
  { schema }: Subscriptions,
  { document, operationName, variableValues }: SoundSubscription,
  contextValue: SubscriptionContext,
): Promise<AsyncIterable<unknown>> {
  const args = { schema, document, operationName, variableValues, contextValue };
  const events = await createSourceEventStream(args);
  if (Symbol.asyncIterator in events) return events;
  throw new AggregateError(events.errors ?? []);
}
