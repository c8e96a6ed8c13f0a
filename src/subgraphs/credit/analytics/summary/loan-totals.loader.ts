import { sql } from 'kysely';
import { toMoney } from '../../../../platform/decimal.ts';
import { viewerOf } from '../../../../platform/graphql/context.ts';
import type { Loader } from '../../../../platform/graphql/loader.ts';
import { creditDb } from '../../entities.ts';
import { visiblePortfolios } from '../../portfolio/visible-portfolios.ts';

/** How many loans and what they sum to, money at 2 places. */
export interface PortfolioTotals {
  loanCount: number;
  totalExposure: string;
}

/** Count and sum of a portfolio's loans, by the portfolio's database key: no more than a list of portfolios needs. */
export const loanTotalsByPortfolioKeyLoader: Loader<string, PortfolioTotals> = {
  async batch(keys, context) {
    const { rows } = await sql<{ key: string; loanCount: number; exposure: string }>`
      select l.portfolio_id::text as key, count(*)::int as "loanCount", sum(l.amount) as exposure
      from loans l join portfolios p on p.id = l.portfolio_id
      where p.id = any(${keys}::bigint[]) and ${visiblePortfolios(viewerOf(context))}
      group by l.portfolio_id`.execute(creditDb(context));
    const byPortfolio = new Map(rows.map((row) => [row.key, row]));
    return keys.map((key) => {
      const { loanCount = 0, exposure = '0' } = byPortfolio.get(key) ?? {};
      return { loanCount, totalExposure: toMoney(exposure) };
    });
  },
};
