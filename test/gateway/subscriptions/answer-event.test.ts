import { makeExecutableSchema } from '@graphql-tools/schema';
import { jest } from '@jest/globals';
import { parse } from 'graphql';
import { answerEvent } from '../../../src/gateway/subscriptions/answer-event.ts';
import type { Subscriptions } from '../../../src/gateway/subscriptions/begin-subscription.ts';
import type { SoundSubscription } from '../../../src/gateway/subscriptions/read-subscription.ts';
import { Turns } from '../../../src/gateway/turns.ts';
import { REQUEST_DEADLINE_MS } from '../../../src/platform/deadline.ts';
import type { SubscriptionContext } from '../../../src/platform/graphql/context.ts';

const schema = makeExecutableSchema({
  typeDefs: 'type Query { now: Int } type Subscription { ticks: Int never: Int }',
  resolvers: { Subscription: { never: { resolve: () => new Promise(() => {}) } } },
});
const turns = new Turns(1, 60_000);
const answerTo = (field: string, context: SubscriptionContext | null = {} as SubscriptionContext) =>
  answerEvent(
    { schema, turns, house: {} } as Subscriptions,
    { document: parse(`subscription { ${field} }`) } as SoundSubscription,
    { ticks: 7 },
    { context: async () => context },
  );

test('an event is executed on its own', async () => {
  expect(await answerTo('ticks')).toEqual({ data: { ticks: 7 } });
});

test('a subscriber who is not let in any more has no answer', async () => {
  expect(await answerTo('ticks', null)).toBeNull();
});

test('what never answers is given up, and gives its turn to the next', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  const [late, next] = [answerTo('never'), answerTo('ticks')];
  await jest.advanceTimersByTimeAsync(REQUEST_DEADLINE_MS * 2);
  jest.useRealTimers();
  expect((await late)?.errors).toMatchObject([{ extensions: { code: 'DEADLINE_EXCEEDED' } }]);
  expect(await next).toEqual({ data: { ticks: 7 } });
});
