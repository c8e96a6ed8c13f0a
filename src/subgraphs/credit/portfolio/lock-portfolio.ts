import { sql } from 'kysely';
import { notFound } from '../../../platform/errors.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { creditDb } from '../entities.ts';
import { visiblePortfolios } from './visible-portfolios.ts';

export interface LockedPortfolio {
  key: string;
  tenantKey: string;
}

/**
 * The first statement of every transaction that writes a portfolio, its loans or their ratings: it locks the row,
 * so that two writers never wait for each other crosswise, and raises `dataVersion`, so that no reader keeps an
 * answer from before. Who may read a portfolio and has a role that writes may write it. Throws NOT_FOUND.
 */
export async function lockPortfolio(
  portfolioKey: string,
  context: MutationContext,
): Promise<LockedPortfolio> {
  const { rows } = await sql<LockedPortfolio>`
    update portfolios p set data_version = data_version + 1
    where p.id = ${portfolioKey} and ${visiblePortfolios(viewerOf(context))}
    returning p.id::text as key, p.tenant_id::text as "tenantKey"`.execute(creditDb(context));
  if (!rows[0]) throw notFound('Portfolio');
  return rows[0];
}
