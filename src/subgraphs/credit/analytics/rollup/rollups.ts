import { type RawBuilder, sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { pairsOf, portfoliosIn } from '../book/book.ts';
import type { ScopeArgs } from '../scope.ts';

/** What loans are rolled up by; a second key stands beside the first where it says so. */
export type RollupDimension =
  | 'BORROWER'
  /** A loan without a group counts to its borrower, with the detail BORROWER. */
  | 'BORROWER_GROUP'
  | 'SECTOR'
  | 'COUNTRY'
  /** The detail is the status. */
  | 'GRADE'
  /** The key is a day. */
  | 'MATURITY';

/** Whether the rollups know the answer: they hold whole portfolios, as they are. */
export const isRolledUp = ({ filter, scenario }: Omit<ScopeArgs, 'asOf'>): boolean =>
  scenario.length === 0 && Object.values(filter ?? {}).every((condition) => condition === null);

/**
 * The groups `g` of each scope: scope, key, detail (both may be null), loan_count, exposure, exposure_rate_sum (by
 * MATURITY alone). A scope of several portfolios has a group of each.
 */
export const groupsOf = (
  dimensions: RollupDimension[],
  scopes: string[],
  context: GraphContext,
): RawBuilder<unknown> => sql`(
  select p.scope, p.tenant_id, r.dimension, r.key, r.detail, r.loan_count, r.exposure, r.exposure_rate_sum
  from ${portfoliosIn(pairsOf(scopes), context)}
  join loan_rollups r on r.portfolio_id = p.portfolio_id and r.dimension in (${sql.join(dimensions)})) g`;

/** The totals `t` of each scope's portfolios, with scope and portfolio_id. */
export const totalsOf = (scopes: string[], context: GraphContext): RawBuilder<unknown> => sql`(
  select p.scope, r.* from ${portfoliosIn(pairsOf(scopes), context)}
  join portfolio_rollups r on r.portfolio_id = p.portfolio_id and r.loan_count > 0) t`;
