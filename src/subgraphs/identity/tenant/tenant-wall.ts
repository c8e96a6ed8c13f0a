import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Viewer } from '../../../platform/security/viewer.ts';

/** Rows whose tenant (the column given) a viewer may see at all: one's own; a SUPER_ADMIN sees every tenant. */
export const withinWall = (viewer: Viewer, tenantColumn: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  viewer.role === 'SUPER_ADMIN' ? sql<SqlBool>`true` : sql<SqlBool>`${tenantColumn} = ${viewer.tenantId}`;

/** The same for entities. */
export const wallFilter = (viewer: Viewer): { tenantId?: string } =>
  viewer.role === 'SUPER_ADMIN' ? {} : { tenantId: viewer.tenantId };

/** The same for one tenant. */
export const isWithinWall = (viewer: Viewer, tenantKey: string): boolean =>
  viewer.role === 'SUPER_ADMIN' || viewer.tenantId === tenantKey;
