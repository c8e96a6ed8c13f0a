import type { ChangeSet } from '@mikro-orm/core';
import { toGlobalId } from '../graphql/global-id.ts';
import type { AuditChanges } from './audit-entry.entity.ts';
import type { AuditEvent } from './audit-trail.ts';

type Values = Record<string, unknown>;

/** What the unit of work wrote for one entity, as the graph would say it. */
export function eventOf(changeSet: ChangeSet<object>): AuditEvent {
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

/** Field → `{ from, to }`. A deletion keeps every value, so that nothing is lost. */
function changesOf({ type, payload, originalEntity, entity, meta }: ChangeSet<object>): AuditChanges {
  const deleted = type.startsWith('delete');
  const before = (type === 'create' ? {} : (originalEntity ?? entity)) as Values;
  const after = (deleted ? {} : payload) as Values;
  const changes: AuditChanges = {};
  for (const property of meta.props) {
    const { name } = property;
    if (name === 'id' || !(name in (deleted ? before : after))) continue;
    const show = (value: unknown) => (property.hidden ? '(hidden)' : asInGraph(value, property.comment));
    changes[name] = {
      from: name in before ? show(before[name]) : null,
      to: deleted ? null : show(after[name]),
    };
  }
  return changes;
}

/** A column that points at a type of the graph says which in its comment. */
const asInGraph = (value: unknown, typename: string | undefined) =>
  typename && value ? toGlobalId(typename, String(value)) : (value ?? null);
