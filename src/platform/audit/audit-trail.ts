import type { EventSubscriber, FlushEventArgs } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type RawBuilder, sql } from 'kysely';
import { PREPARED } from '../database/pool/prepared-statements.ts';
import type { GraphContext } from '../graphql/context.ts';
import type { AuditActionName, AuditChanges } from './audit-entry.entity.ts';
import type { AuditTables } from './audit-seal.entity.ts';
import { eventOf } from './entity-changes.ts';

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
  /** Whose change it is: the viewer's, and that of everybody whom an entry names. */
  readonly writers = new Set<string>();
  readonly #events: AuditEvent[] = [];
  readonly #em: SqlEntityManager;
  readonly #origin: AuditOrigin;

  constructor(em: SqlEntityManager, origin: AuditOrigin) {
    this.#em = em;
    this.#origin = origin;
    if (origin.viewer) this.writers.add(origin.viewer.userId);
    em.getEventManager().registerSubscriber(this);
  }

  record(event: AuditEvent): void {
    this.#events.push(event);
    if (event.userId) this.writers.add(event.userId);
  }

  /** After the flush, when a created row knows its key. */
  afterFlush({ uow, em }: FlushEventArgs): void {
    if (em !== this.#em) return;
    for (const changeSet of uow.getChangeSets()) this.record(eventOf(changeSet));
  }

  /** Writes what was noted, in one statement, which also makes a change where it is given one. */
  async write(change?: RawBuilder<unknown>): Promise<void> {
    if (this.#events.length === 0 && !change) return;
    const { viewer, ipAddress, requestId, clock } = this.#origin;
    const rows = this.#events.splice(0).map((event) => ({
      tenant_id: event.tenantId ?? viewer?.tenantId ?? '0',
      at: clock.now().toISOString(),
      user_id: event.userId ?? viewer?.userId ?? null,
      action: event.action,
      entity_type: event.entityType,
      entity_id: event.entityId ?? null,
      changes: event.changes ?? null,
      ip_address: ipAddress,
      request_id: requestId,
    }));
    await sql`${PREPARED} ${change ? sql`with changed as (${change})` : sql``}
      insert into audit_logs (tenant_id, at, user_id, action, entity_type, entity_id, changes, ip_address, request_id)
      select tenant_id, at, user_id, action, entity_type, entity_id, changes, ip_address, request_id
      from json_populate_recordset(null::audit_logs, ${JSON.stringify(rows)})`.execute(
      this.#em.getKysely<AuditTables>(),
    );
  }
}
