import { sql } from 'kysely';
import { toMoney } from '../../../../platform/decimal.ts';
import { notFound } from '../../../../platform/errors.ts';
import { viewerOf } from '../../../../platform/graphql/context.ts';
import type { Loader } from '../../../../platform/graphql/loader.ts';
import { creditDb } from '../../entities.ts';
import { visiblePortfolios } from '../../portfolio/visible-portfolios.ts';

/** How many loans and what they sum to, money at 2 places. */
export interface PortfolioTotals {
  loanCount: number;
  totalExposure: string;
}

/**
 * Count and sum of a portfolio's loans, by the portfolio's database key: no more than a list of portfolios needs.
 * NOT_FOUND for one that the viewer may not read (given away a moment ago, say): zeros would be wrong numbers.
 */
export const loanTotalsByPortfolioKeyLoader: Loader<string, PortfolioTotals> = {
  async batch(keys, context) {
    const { rows } = await sql<{ key: string; loanCount: number; exposure: string }>`
      select p.id::text as key, coalesce(r.loan_count, 0)::int as "loanCount", coalesce(r.exposure, 0) as exposure
      from portfolios p left join portfolio_rollups r on r.portfolio_id = p.id
      where p.id = any(${keys}::bigint[]) and ${visiblePortfolios(viewerOf(context))}`.execute(
      creditDb(context),
    );
    const byPortfolio = new Map(rows.map((row) => [row.key, row]));
    return keys.map((key) => {
      const row = byPortfolio.get(key);
      return row ? { loanCount: row.loanCount, totalExposure: toMoney(row.exposure) } : notFound('Portfolio');
    });
  },
};
