import { type DomainEvent, readEvent } from './event.ts';
import { EventListener, type NewClient } from './event-listener.ts';
import type { EventSource, EventSubscriber } from './event-source.ts';

/** The subscribers of this process by topic, behind one connection that is opened with the first of them. */
export class EventHub implements EventSource {
  readonly #byTopic = new Map<string, Set<EventSubscriber>>();
  readonly #listener: EventListener;

  constructor(newClient: NewClient) {
    this.#listener = new EventListener(newClient, {
      onPayload: (payload) => this.#hear(readEvent(payload)),
      onGap: () => {
        for (const subscriber of this.#all()) subscriber.onGap();
      },
    });
  }

  /** How many topics are subscribed to, by each subscriber. */
  get subscriptionCount(): number {
    return [...this.#byTopic.values()].reduce((sum, subscribers) => sum + subscribers.size, 0);
  }

  async subscribe(topic: string, subscriber: EventSubscriber): Promise<() => void> {
    const subscribers = this.#byTopic.get(topic) ?? new Set();
    this.#byTopic.set(topic, subscribers.add(subscriber));
    try {
      await this.#listener.listen();
    } catch (error) {
      this.#unsubscribe(topic, subscriber);
      throw error;
    }
    return () => this.#unsubscribe(topic, subscriber);
  }

  /** Closes the connection, for good. */
  close(): Promise<void> {
    return this.#listener.close();
  }

  #unsubscribe(topic: string, subscriber: EventSubscriber): void {
    const subscribers = this.#byTopic.get(topic);
    subscribers?.delete(subscriber);
    if (subscribers?.size === 0) this.#byTopic.delete(topic);
  }

  #hear(event: DomainEvent | null): void {
    for (const subscriber of [...(this.#byTopic.get(event?.topic ?? '') ?? [])]) {
      subscriber.onEvent(event as DomainEvent);
    }
  }

  #all(): Set<EventSubscriber> {
    return new Set([...this.#byTopic.values()].flatMap((subscribers) => [...subscribers]));
  }
}
