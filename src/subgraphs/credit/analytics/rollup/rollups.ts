import { type RawBuilder, sql } from 'kysely';
import type { GraphContext } from '../../../../platform/graphql/context.ts';
import { pairsOf, portfoliosIn } from '../book/book.ts';
import { keysIn, type ScopeArgs } from '../scope.ts';

/** What loans are rolled up by; a second key, the detail, stands beside the first where it says so. */
export type RollupDimension =
  | 'BORROWER'
  /** A loan without a group counts to its borrower, with the detail BORROWER. */
  | 'BORROWER_GROUP'
  | 'SECTOR'
  | 'COUNTRY'
  /** The detail is the status. */
  | 'GRADE'
  /** The key is a day, and stands there as a date too. */
  | 'MATURITY';

/** Whether the rollups know the answer: they hold whole portfolios, as they are. */
export const isRolledUp = ({ filter, scenario }: Omit<ScopeArgs, 'asOf'>): boolean =>
  scenario.length === 0 && Object.values(filter ?? {}).every((condition) => condition === null);

/**
 * The scopes `s` as rows: a scope's place, and the portfolios of it that the viewer may read; `portfolio_id` and
 * `tenant_id` where each scope is a single portfolio, and else the keys as `portfolios`.
 */
export function scopesOf(scopes: string[], context: GraphContext): RawBuilder<unknown> {
  const portfolios = portfoliosIn(pairsOf(scopes), context);
  if (areOfOne(scopes)) return sql`(select * from ${portfolios}) s`;
  return sql`(select p.scope, array_agg(p.portfolio_id) as portfolios from ${portfolios} group by p.scope) s`;
}

/** Whether a portfolio's key is of the scope `s`. SQL. */
export const isOfScope = (key: string, areOfOne: boolean): string =>
  areOfOne ? `${key} = s.portfolio_id` : `${key} = any(s.portfolios)`;

/**
 * The rollups `r` of a scope `s`, portfolio by portfolio: key, detail, loan_count, exposure, and by MATURITY
 * alone day and exposure_rate_sum. SQL.
 */
export const rollupsIn = (dimension: RollupDimension, areOfOne: boolean): string =>
  `loan_rollups r where ${isOfScope('r.portfolio_id', areOfOne)} and r.dimension = '${dimension}'`;

/**
 * The same, with one row for what several portfolios of a scope have in common. Where no scope has several, no group
 * needs to be put together.
 */
export const groupsIn = (dimension: RollupDimension, areOfOne: boolean): string =>
  areOfOne
    ? rollupsIn(dimension, areOfOne)
    : `(select r.key, r.detail, sum(r.loan_count) as loan_count, sum(r.exposure) as exposure
        from ${rollupsIn(dimension, areOfOne)} group by r.key, r.detail) r`;

/** Whether each scope is a single portfolio. */
export const areOfOne = (scopes: string[]): boolean => scopes.every((scope) => keysIn(scope).length <= 1);
