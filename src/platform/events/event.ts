import { type RawBuilder, sql } from 'kysely';

/** The channel of PostgreSQL's NOTIFY that all processes on a database share. */
export const EVENT_CHANNEL = 'riskgraph_events';

/** Something that happened: about what (`Portfolio:12`), and what a hearer cannot look up any more. */
export interface DomainEvent {
  topic: string;
  data: Record<string, unknown>;
}

/**
 * For the statement that makes a change: tells all processes of it, at the commit and only then. A rollback, to a
 * savepoint too, takes it back. A notification holds 8,000 bytes: it carries keys, never texts of a user's.
 */
export const announcement = (topic: RawBuilder<string>, data: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`pg_notify(${EVENT_CHANNEL}, json_build_object('topic', ${topic}, 'data', ${data})::text)`;

/** Null for what is no event: any program on the database may use the channel. */
export function readEvent(payload: string | undefined): DomainEvent | null {
  try {
    const { topic, data } = JSON.parse(payload ?? '') as Partial<DomainEvent>;
    return typeof topic === 'string' && typeof data === 'object' && data !== null ? { topic, data } : null;
  } catch {
    return null;
  }
}
