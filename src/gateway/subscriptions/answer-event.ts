import { type ExecutionResult, execute } from 'graphql';
import { REQUEST_DEADLINE_MS, withDeadline } from '../../platform/deadline.ts';
import { shownErrors } from '../shown-errors.ts';
import type { Subscriber, Subscriptions } from './begin-subscription.ts';
import type { SoundSubscription } from './read-subscription.ts';

/**
 * Executes a subscription on one event, when its turn comes, under the deadline of a request. Null where the
 * subscriber is not let in any more; whatever else goes wrong is shown in the answer.
 */
export async function answerEvent(
  subscriptions: Subscriptions,
  subscription: SoundSubscription,
  event: unknown,
  subscriber: Pick<Subscriber, 'context'>,
): Promise<ExecutionResult | null> {
  const { replicas } = subscriptions.house;
  try {
    // Who hears of it may ask for it at once, of any process.
    if (replicas) await replicas.caughtUp();
    return await subscriptions.turns.take(() =>
      withDeadline(REQUEST_DEADLINE_MS, () => executeOn(event, subscriptions, subscription, subscriber)),
    );
  } catch (error) {
    return { errors: shownErrors([error]) };
  }
}

async function executeOn(
  rootValue: unknown,
  { schema }: Subscriptions,
  { document, operationName, variableValues, isPersisted }: SoundSubscription,
  subscriber: Pick<Subscriber, 'context'>,
): Promise<ExecutionResult | null> {
  const contextValue = await subscriber.context();
  if (!contextValue) return null;
  contextValue.isPersisted = isPersisted;
  const args = { schema, document, operationName, variableValues, rootValue, contextValue };
  const { data, errors } = await execute(args);
  return errors ? { data, errors: shownErrors(errors, contextValue.requestId) } : { data };
}
