import { sql } from 'kysely';
import { isOneOf, PREPARED } from '../../../platform/database/pool/prepared-statements.ts';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { readRowKey } from '../../../platform/graphql/global-id.ts';
import { inOrderOf, type Loader } from '../../../platform/graphql/loader.ts';
import { identityDb } from '../entities.ts';
import { withinWall } from '../tenant/tenant-wall.ts';
import { toUser, userColumns } from './user.rows.ts';
import type { User } from './user.type.ts';

/**
 * A user by public id: of the viewer's own tenant, or any for a SUPER_ADMIN. Wider than the accounts that one may
 * read, because the name of a portfolio's owner must show; the private fields have a rule of their own.
 */
export const userByIdLoader: Loader<string, User | null> = {
  async batch(ids, context) {
    const keys = ids.map((id) => readRowKey('User', id)).filter((key) => key !== null);
    const { rows } = await sql<Record<string, unknown>>`${PREPARED}
      select ${userColumns} from users u
      where ${isOneOf(sql`u.id`, keys)} and ${withinWall(viewerOf(context), sql`u.tenant_id`)}`.execute(
      identityDb(context),
    );
    return inOrderOf(ids, rows.map(toUser), (user) => user.id);
  },
};
