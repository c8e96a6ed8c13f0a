import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { ID_PREFIX } from '../../../platform/documents/trusted-document.ts';
import { type GraphContext, viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { pagedList } from '../../../platform/paging/paged-list.ts';
import { reportingDb } from '../entities.ts';
import type { DocumentListArgs } from './document.args.ts';
import type { TrustedDocument } from './trusted-document.type.ts';

const columns = sql`d.id::text as key, d.name, d.version, d.sha256, d.body, d.description, d.lists,
  d.registered_by::text as "registeredByKey", d.registered_at as "registeredAt", d.withdrawn_at as "withdrawnAt"`;

function toDocument(record: Record<string, unknown>): TrustedDocument {
  const { key, sha256, registeredByKey, ...shown } = record as Record<string, string>;
  return {
    ...shown,
    id: toGlobalId('TrustedDocument', key as string),
    documentId: ID_PREFIX + sha256,
    registeredBy: { id: toGlobalId('User', registeredByKey as string) },
  } as unknown as TrustedDocument;
}

/** Documents are their tenant's alone: a SUPER_ADMIN sees their own tenant's, too, or a name would mean several. */
const ofTenant = (context: GraphContext) => sql<SqlBool>`d.tenant_id = ${viewerOf(context).tenantId}`;

/** By name, the newest version first. */
export const documentList = pagedList<DocumentListArgs, TrustedDocument>({
  query: ({ name, withdrawn }, context) => ({
    select: columns,
    from: sql`trusted_documents d`,
    where: sql<SqlBool>`${ofTenant(context)} and ${withdrawn ? sql`d.withdrawn_at is not null` : IN_FORCE}
      and ${name ? sql`d.name = ${name}` : sql`true`}`,
    keys: [
      { expression: sql`d.name`, type: 'text', direction: 'asc' },
      { expression: sql`d.version`, type: 'bigint', direction: 'desc' },
      { expression: sql`d.id`, type: 'bigint', direction: 'desc' },
    ],
  }),
  toRow: toDocument,
});

const IN_FORCE = sql<SqlBool>`d.withdrawn_at is null`;

/** A version of a name, withdrawn or not; the newest in force where none is asked for. */
export const documentByName = (
  name: string,
  version: number | null | undefined,
  context: GraphContext,
): Promise<TrustedDocument | null> =>
  newest(sql`d.name = ${name} and ${version ? sql`d.version = ${version}` : IN_FORCE}`, context);

export const documentByKey = (key: string, context: GraphContext): Promise<TrustedDocument | null> =>
  newest(sql`d.id = ${key}`, context);

async function newest(which: RawBuilder<unknown>, context: GraphContext): Promise<TrustedDocument | null> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${columns} from trusted_documents d where ${ofTenant(context)} and ${which}
    order by d.version desc limit 1`.execute(reportingDb(context));
  return rows[0] ? toDocument(rows[0]) : null;
}
