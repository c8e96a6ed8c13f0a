import type { DomainEvent } from './event.ts';

/** Who hears of events. Called in order and at once: slow work belongs behind a stream. */
export interface EventSubscriber {
  onEvent(event: DomainEvent): void;
  /** The connection was lost for a while and is back: anything may have happened meanwhile. */
  onGap(): void;
}

/** What happens in any process on this database, after its commit. */
export interface EventSource {
  /**
   * Once this is answered, no event of the topic is missed without a word. The answer unsubscribes. Throws
   * SERVICE_UNAVAILABLE where the database does not answer.
   */
  subscribe(topic: string, subscriber: EventSubscriber): Promise<() => void>;
}
