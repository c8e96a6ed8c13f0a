import { randomUUID } from 'node:crypto';
import { createSourceEventStream, execute, parse, validate } from 'graphql';
import { EVENT_CHANNEL } from '../../../../src/platform/events/event.ts';
import { EventHub } from '../../../../src/platform/events/event-hub.ts';
import { listeningClient } from '../../../../src/platform/events/listening-client.ts';
import type { SubscriptionContext } from '../../../../src/platform/graphql/context.ts';
import type { Viewer } from '../../../../src/platform/security/viewer.ts';
import { contextFor } from '../../../support/context.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { schema } from '../ask.ts';

const FIELDS = 'kind dataVersion portfolio { id name dataVersion loanCount totalExposure }';

/** The answer to one event, as a subscriber reads it. */
export interface Told {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  change: any;
  codes: unknown[];
}

/** A subscription to one portfolio: each event is answered in a context of its own, as the gateway does. */
export interface Watch {
  /** The next answer; null where there will be none. */
  next(): Promise<Told | null>;
  stop(): Promise<unknown>;
}

/** Opens the door to events for a test file, and closes it. */
export function useEvents(database: TestDatabase) {
  const hub = new EventHub(() => listeningClient(database.orm));
  const running: AsyncIterator<unknown>[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((events) => events.return?.()));
    // Whoever left is forgotten: nothing of a test reaches the next.
    expect(hub.subscriptionCount).toBe(0);
  });
  afterAll(() => hub.close());
  const contextOf = (viewer: Viewer | null): SubscriptionContext => ({
    ...contextFor(database, viewer),
    events: hub,
  });

  /** Subscribes; throws the code of a refusal. */
  async function watch(viewer: Viewer | null, portfolioId: string, fields = FIELDS): Promise<Watch> {
    const document = parse(`subscription ($id: ID!) { portfolioChanged(portfolioId: $id) { ${fields} } }`);
    expect(validate(schema, document)).toEqual([]);
    const args = { schema, document, variableValues: { id: portfolioId } };
    const opened = await createSourceEventStream({ ...args, contextValue: contextOf(viewer) });
    if (!(Symbol.asyncIterator in opened)) throw opened.errors?.[0]?.extensions.code;
    const events = opened[Symbol.asyncIterator]();
    running.push(events);
    return {
      async next() {
        const { value: rootValue, done } = await events.next();
        if (done) return null;
        const { data, errors = [] } = await execute({ ...args, rootValue, contextValue: contextOf(viewer) });
        return {
          change: data?.portfolioChanged ?? null,
          codes: errors.map(({ extensions }) => extensions.code),
        };
      },
      stop: async () => events.return?.(),
    };
  }

  /** Once this is answered, everything that was committed before has been heard: events come in that order. */
  async function allHeard(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const topic = randomUUID();
    const unsubscribe = await hub.subscribe(topic, { onEvent: () => resolve(), onGap: () => {} });
    await database.query('select pg_notify(?, ?)', [EVENT_CHANNEL, JSON.stringify({ topic, data: {} })]);
    await promise;
    unsubscribe();
  }
  return { hub, watch, allHeard };
}
