import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { badUserInput, type Issue } from '../../../platform/errors.ts';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { readGlobalId, readRowKey, toGlobalId } from '../../../platform/graphql/global-id.ts';
import { pagedList } from '../../../platform/paging/paged-list.ts';
import { withinWall } from '../tenant/tenant-wall.ts';
import type { AuditEntry, AuditFilter } from './audit-entry.type.ts';
import type { AuditLogArgs } from './audit-log.args.ts';

const columns = sql`a.id::text as key, s.sequence::text as sequence, a.at, a.user_id::text as "userKey", a.action,
  a.entity_type as "entityType", a.entity_id as "entityId", a.changes, a.ip_address as "ipAddress",
  a.request_id as "requestId", s.hash`;

/** Entries of the viewer's tenant (a SUPER_ADMIN: of all), newest first; who may read them at all is a rule. */
export const auditLogList = pagedList<Pick<AuditLogArgs, 'filter'>, AuditEntry>({
  query: ({ filter }, context) => ({
    select: columns,
    from: sql`audit_logs a left join audit_seals s on s.entry_id = a.id`,
    where: sql<SqlBool>`${withinWall(viewerOf(context), sql`a.tenant_id`)} and ${matches(filter ?? {})}`,
    keys: [
      { expression: sql`a.at`, type: 'timestamptz', direction: 'desc' },
      { expression: sql`a.id`, type: 'bigint', direction: 'desc' },
    ],
  }),
  toRow: (record) => ({ ...record, id: toGlobalId('AuditEntry', record.key as string) }) as never,
});

function matches(filter: AuditFilter): RawBuilder<SqlBool> {
  const { userId, action, entityType, entityId, from, to } = filter;
  const issues = faultsOf(filter);
  if (issues.length > 0) throw badUserInput(issues);
  const conditions = [
    userId && sql<SqlBool>`a.user_id = ${readRowKey('User', userId)}`,
    action && sql<SqlBool>`a.action = ${action}`,
    entityType && sql<SqlBool>`a.entity_type = ${entityType}`,
    entityId && sql<SqlBool>`a.entity_id = ${entityId}`,
    from && sql<SqlBool>`a.at >= ${from}`,
    to && sql<SqlBool>`a.at <= ${to}`,
  ].filter((condition) => typeof condition === 'object' && condition !== null);
  return conditions.length > 0 ? sql<SqlBool>`(${sql.join(conditions, sql` and `)})` : sql<SqlBool>`true`;
}

function faultsOf({ userId, entityType, entityId }: AuditFilter): Issue[] {
  const faults: [string, boolean, string][] = [
    ['userId', Boolean(userId && !readRowKey('User', userId)), 'This is not the id of a User.'],
    ['entityType', Boolean(entityType && !/^\w{1,50}$/.test(entityType)), 'This is not the name of a type.'],
    ['entityId', Boolean(entityId && !readGlobalId(entityId)), 'This is not an id.'],
  ];
  return faults
    .filter(([, isWrong]) => isWrong)
    .map(([name, , message]) => ({ path: ['filter', name], message }));
}
