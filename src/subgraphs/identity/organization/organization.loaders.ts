import { sql } from 'kysely';
import { isOneOf, PREPARED } from '../../../platform/database/pool/prepared-statements.ts';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { readRowKey } from '../../../platform/graphql/global-id.ts';
import { inOrderOf, type Loader } from '../../../platform/graphql/loader.ts';
import { identityDb } from '../entities.ts';
import { withinWall } from '../tenant/tenant-wall.ts';
import { organizationColumns, toOrganization } from './organization.rows.ts';
import type { Organization } from './organization.type.ts';

/** An organisation by its public id: of the viewer's own tenant, or any for a SUPER_ADMIN. */
export const organizationByIdLoader: Loader<string, Organization | null> = {
  async batch(ids, context) {
    const keys = ids.map((id) => readRowKey('Organization', id)).filter((key) => key !== null);
    const { rows } = await sql<Record<string, unknown>>`${PREPARED}
      select ${organizationColumns} from organizations o
      where ${isOneOf(sql`o.id`, keys)} and ${withinWall(viewerOf(context), sql`o.tenant_id`)}`.execute(
      identityDb(context),
    );
    return inOrderOf(ids, rows.map(toOrganization), (organization) => organization.id);
  },
};
