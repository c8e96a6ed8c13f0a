import { type RawBuilder, sql } from 'kysely';
import { PREPARED } from '../../../platform/database/pool/prepared-statements.ts';
import { notFound } from '../../../platform/errors.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { creditDb } from '../entities.ts';
import { portfolioAnnouncement } from './portfolio-changes.events.ts';
import type { ChangeKindName } from './portfolio-changes.type.ts';
import { visiblePortfolios } from './visible-portfolios.ts';

export interface LockedPortfolio {
  key: string;
  tenantKey: string;
}

/**
 * The first statement of every transaction that writes a portfolio, its loans or their ratings: it locks the row,
 * so that two writers never wait for each other crosswise, raises `dataVersion`, so that no reader keeps an answer
 * from before, and announces the change to subscribers. Who may read a portfolio and has a role that writes may
 * write it. Throws NOT_FOUND.
 */
export async function lockPortfolio(
  portfolioKey: string,
  change: ChangeKindName,
  context: MutationContext,
): Promise<LockedPortfolio> {
  const { rows } = await sql<LockedPortfolio>`${PREPARED}
    with locked as (${portfolioLock(sql`${portfolioKey}`, change, context)})
    select id::text as key, tenant_id::text as "tenantKey" from locked`.execute(creditDb(context));
  const [locked] = rows;
  if (!locked) throw notFound('Portfolio');
  return locked;
}

/** The same as a part of a first statement that finds the key by itself: `id` and `tenant_id`, or no row. */
export const portfolioLock = (
  key: RawBuilder<unknown>,
  change: ChangeKindName,
  context: MutationContext,
) => sql`
  update portfolios p set data_version = data_version + 1
  where p.id = ${key} and ${visiblePortfolios(viewerOf(context))}
  returning p.id, p.tenant_id, ${portfolioAnnouncement(change)} as announced`;
