import { sql } from 'kysely';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { readRowKey } from '../../../platform/graphql/global-id.ts';
import { inOrderOf, type Loader } from '../../../platform/graphql/loader.ts';
import { identityDb } from '../entities.ts';
import { tenantColumns, toTenant } from './tenant.rows.ts';
import type { Tenant } from './tenant.type.ts';
import { withinWall } from './tenant-wall.ts';

/** A tenant by its public id: the viewer's own, or any for a SUPER_ADMIN. */
export const tenantByIdLoader: Loader<string, Tenant | null> = {
  async batch(ids, context) {
    const keys = ids.map((id) => readRowKey('Tenant', id)).filter((key) => key !== null);
    const { rows } = await sql<Record<string, unknown>>`
      select ${tenantColumns} from tenants t
      where t.id = any(${keys}::bigint[]) and ${withinWall(viewerOf(context), sql`t.id`)}`.execute(
      identityDb(context),
    );
    return inOrderOf(ids, rows.map(toTenant), (tenant) => tenant.id);
  },
};
