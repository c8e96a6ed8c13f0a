import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Viewer } from '../../../platform/security/viewer.ts';

/**
 * The portfolios (alias `p`) that a viewer may read: this condition stands in every statement of this subgraph,
 * so that someone else's portfolio is the same as a missing one on every path.
 */
export function visiblePortfolios(viewer: Viewer): RawBuilder<SqlBool> {
  const { role, tenantId, organizationId, userId } = viewer;
  if (role === 'SUPER_ADMIN') return sql<SqlBool>`true`;
  if (role === 'ADMIN') return sql<SqlBool>`p.tenant_id = ${tenantId}`;
  if (role === 'PORTFOLIO_MANAGER')
    return sql<SqlBool>`(p.tenant_id = ${tenantId} and p.owner_id = ${userId})`;
  return sql<SqlBool>`(p.tenant_id = ${tenantId} and p.organization_id = ${organizationId})`;
}
