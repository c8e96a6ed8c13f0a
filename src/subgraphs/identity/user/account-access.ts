import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { isAdmin, type Viewer } from '../../../platform/security/viewer.ts';
import { isWithinWall, withinWall } from '../tenant/tenant-wall.ts';
import type { User } from './user.type.ts';

/** Users (alias `u`) whose account the viewer may read: an administrator's tenant; else oneself. */
export function visibleAccounts(viewer: Viewer): RawBuilder<SqlBool> {
  return isAdmin(viewer) ? withinWall(viewer, sql`u.tenant_id`) : sql<SqlBool>`u.id = ${viewer.userId}`;
}

/** The same for one user, whose name alone is there for everyone of the tenant. */
export const mayReadAccount = (viewer: Viewer, user: Pick<User, 'key' | 'tenantKey'>): boolean =>
  user.key === viewer.userId || (isAdmin(viewer) && isWithinWall(viewer, user.tenantKey));
