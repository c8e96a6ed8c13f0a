import type { EventSubscriber, FlushEventArgs } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { GraphContext } from '../graphql/context.ts';
import type { AuditActionName, AuditChanges } from './audit-entry.entity.ts';
import type { AuditTables } from './audit-seal.entity.ts';
import { eventOf } from './entity-changes.ts';

/** In one statement: the driver counts parameters with 16 bits. */
const MAX_ROWS = 1_000;

/** What happened, to what. The trail adds who, when, whence and the request. */
export interface AuditEvent {
  action: AuditActionName;
  /** A type of the graph: `Portfolio`. */
  entityType: string;
  /** Its public id. */
  entityId?: string | null;
  changes?: AuditChanges | null;
  /** Whose book it stands in; the viewer's own tenant unless said. */
  tenantId?: string;
  /** Who did it; the viewer unless said (somebody who signs in is not one yet). */
  userId?: string;
}

/** Who does it, when, whence, in which request. */
export type AuditOrigin = Pick<GraphContext, 'viewer' | 'clock' | 'ipAddress' | 'requestId'>;

/** The audit entries of one transaction. Every change of an entity is noted by itself; other events are recorded. */
export class AuditTrail implements EventSubscriber {
  readonly #events: AuditEvent[] = [];
  readonly #em: SqlEntityManager;
  readonly #origin: AuditOrigin;

  constructor(em: SqlEntityManager, origin: AuditOrigin) {
    this.#em = em;
    this.#origin = origin;
    em.getEventManager().registerSubscriber(this);
  }

  record(event: AuditEvent): void {
    this.#events.push(event);
  }

  /** After the flush, when a created row knows its key. */
  afterFlush({ uow, em }: FlushEventArgs): void {
    if (em !== this.#em) return;
    for (const changeSet of uow.getChangeSets()) this.record(eventOf(changeSet));
  }

  /** Writes what was noted; called once, at the end of the transaction. */
  async write(): Promise<void> {
    if (this.#events.length === 0) return;
    const { viewer, ipAddress, requestId, clock } = this.#origin;
    const rows = this.#events.map((event) => ({
      tenant_id: event.tenantId ?? viewer?.tenantId ?? '0',
      at: clock.now().toISOString(),
      user_id: event.userId ?? viewer?.userId ?? null,
      action: event.action,
      entity_type: event.entityType,
      entity_id: event.entityId ?? null,
      changes: event.changes ? JSON.stringify(event.changes) : null,
      ip_address: ipAddress,
      request_id: requestId,
    }));
    for (let from = 0; from < rows.length; from += MAX_ROWS) {
      await this.#em
        .getKysely<AuditTables>()
        .insertInto('audit_logs')
        .values(rows.slice(from, from + MAX_ROWS) as never)
        .execute();
    }
  }
}
