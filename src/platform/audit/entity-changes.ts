import { type ChangeSet, ChangeSetType, type EntityProperty } from '@mikro-orm/core';
import { toGlobalId } from '../graphql/global-id.ts';
import type { AuditChanges } from './audit-entry.entity.ts';
import type { AuditEvent } from './audit-trail.ts';

type Values = Record<string, unknown>;

type Property = Pick<EntityProperty, 'name' | 'hidden' | 'comment' | 'runtimeType'>;

/** What is to be known of an entity. */
interface Described {
  className: string;
  props: Property[];
}

type Written = Pick<ChangeSet<object>, 'type' | 'entity' | 'originalEntity' | 'payload'> & {
  meta: Described;
};

/** What the unit of work wrote for one entity, as the graph would say it. */
export function eventOf(changeSet: Written): AuditEvent {
  const entity = changeSet.entity as { id: string; tenantId?: string };
  const entityType = changeSet.meta.className;
  return {
    action: changeSet.type.startsWith('delete')
      ? 'DELETE'
      : changeSet.type === 'create'
        ? 'CREATE'
        : 'UPDATE',
    entityType,
    entityId: toGlobalId(entityType, entity.id),
    tenantId: entityType === 'Tenant' ? entity.id : entity.tenantId,
    changes: changesOf(changeSet),
  };
}

/** The same of a row that is written without the unit of work, as it was and as it becomes. */
export function changeOf(meta: Described, was: Values, becomes: Values): AuditEvent {
  const changed = Object.entries(becomes).filter(([name, value]) => value !== was[name]);
  const payload = Object.fromEntries(changed);
  return eventOf({ type: ChangeSetType.UPDATE, meta, entity: was, originalEntity: was, payload });
}

/** Field → `{ from, to }`. A deletion keeps every value, so that nothing is lost. */
function changesOf({ type, payload, originalEntity, entity, meta }: Written): AuditChanges {
  const deleted = type.startsWith('delete');
  const before = (type === 'create' ? {} : (originalEntity ?? entity)) as Values;
  const after = (deleted ? {} : payload) as Values;
  const changes: AuditChanges = {};
  for (const property of meta.props) {
    const { name } = property;
    if (name === 'id' || !(name in (deleted ? before : after))) continue;
    const show = (value: unknown) => (property.hidden ? '(hidden)' : asInGraph(value, property));
    changes[name] = {
      from: name in before ? show(before[name]) : null,
      to: deleted ? null : show(after[name]),
    };
  }
  return changes;
}

/** A column that points at a type of the graph says which in its comment. An instant is told to the millisecond. */
function asInGraph(value: unknown, { comment, runtimeType }: Property): unknown {
  if (comment && value) return toGlobalId(comment, String(value));
  return runtimeType === 'Date' && value ? new Date(value as string | Date) : (value ?? null);
}
