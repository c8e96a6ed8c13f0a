import { sql } from 'kysely';
import { viewerOf } from '../../../../platform/graphql/context.ts';
import type { Loader } from '../../../../platform/graphql/loader.ts';
import { creditDb } from '../../entities.ts';
import { visiblePortfolios } from '../../portfolio/visible-portfolios.ts';
import type { CreditRating } from '../../rating/rating-scale.ts';
import { averageRatingFactor, type GradeExposure, ratingOfFactor } from './average-rating.ts';

/** The average rating of a portfolio's loans, by the portfolio's database key; null without a graded loan. */
export const averageRatingByPortfolioKeyLoader: Loader<string, CreditRating | null> = {
  async batch(keys, context) {
    const { rows } = await sql<GradeExposure & { key: string }>`
      select p.id::text as key, r.key as grade, sum(r.exposure) as exposure
      from loan_rollups r join portfolios p on p.id = r.portfolio_id
      where p.id = any(${keys}::bigint[]) and r.dimension = 'GRADE' and r.key is not null
        and ${visiblePortfolios(viewerOf(context))}
      group by p.id, r.key`.execute(creditDb(context));
    const byPortfolio = Map.groupBy(rows, ({ key }) => key);
    return keys.map((key) => ratingOfFactor(averageRatingFactor(byPortfolio.get(key) ?? [])));
  },
};
