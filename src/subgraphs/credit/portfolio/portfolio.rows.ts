import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { containing } from '../../../platform/database/like.ts';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import type { SortKey } from '../../../platform/paging/keyset.ts';
import { pagedList } from '../../../platform/paging/paged-list.ts';
import type { PortfolioListArgs, PortfolioOrder } from './portfolio.args.ts';
import type { Portfolio } from './portfolio.type.ts';
import { visiblePortfolios } from './visible-portfolios.ts';

/** Portfolios `p` with their rollups `r`: none for one that never had a loan. */
export const portfolioRows = sql`portfolios p left join portfolio_rollups r on r.portfolio_id = p.id`;

export const portfolioColumns = sql`p.id::text as key, p.tenant_id::text as "tenantKey", p.owner_id::text as "ownerKey",
  p.organization_id::text as "organizationKey", p.name, p.description, p.currency, p.is_active as "isActive", p.version,
  p.data_version::text as "dataVersion", p.created_at as "createdAt", p.updated_at as "updatedAt",
  coalesce(r.loan_count, 0)::int as "loanCount", round(coalesce(r.exposure, 0), 2) as "totalExposure"`;

export function toPortfolio({ ownerKey, organizationKey, ...record }: Record<string, unknown>): Portfolio {
  return {
    ...record,
    id: toGlobalId('Portfolio', record.key as string),
    owner: { id: toGlobalId('User', ownerKey as string) },
    organization: { id: toGlobalId('Organization', organizationKey as string) },
  } as Portfolio;
}

/** The portfolios that the viewer may read. */
export const portfolioList = pagedList<PortfolioListArgs, Portfolio>({
  query: ({ search, orderBy }, context) => ({
    select: portfolioColumns,
    from: portfolioRows,
    where: sql<SqlBool>`${visiblePortfolios(viewerOf(context))} and ${matches(search)}`,
    keys: sortKeys(orderBy),
  }),
  toRow: toPortfolio,
});

const SORT_KEYS: Record<PortfolioOrder['by'], Omit<SortKey, 'direction'>> = {
  NAME: { expression: sql`p.name`, type: 'text' },
  TOTAL_EXPOSURE: { expression: sql`coalesce(r.exposure, 0)`, type: 'numeric' },
  LOAN_COUNT: { expression: sql`coalesce(r.loan_count, 0)`, type: 'bigint' },
  CREATED_AT: { expression: sql`p.created_at`, type: 'timestamptz' },
  UPDATED_AT: { expression: sql`p.updated_at`, type: 'timestamptz' },
};

function sortKeys(order: PortfolioOrder | null | undefined): SortKey[] {
  const direction = order?.direction === 'DESC' ? 'desc' : 'asc';
  return [
    { ...SORT_KEYS[order?.by ?? 'NAME'], direction },
    { expression: sql`p.id`, type: 'bigint', direction },
  ];
}

function matches(search: string | null | undefined): RawBuilder<SqlBool> {
  if (!search) return sql<SqlBool>`true`;
  return sql<SqlBool>`(p.name ilike ${containing(search)} or p.description ilike ${containing(search)})`;
}
