import { sql } from 'kysely';
import { isOneOf, PREPARED } from '../../../platform/database/pool/prepared-statements.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { readRowKey } from '../../../platform/graphql/global-id.ts';
import { inOrderOf, type Loader } from '../../../platform/graphql/loader.ts';
import { dataVersion, dataVersionByScopeLoader } from '../analytics/kept/data-version.loader.ts';
import { creditDb } from '../entities.ts';
import { portfolioColumns, portfolioRows, toPortfolio } from './portfolio.rows.ts';
import type { Portfolio } from './portfolio.type.ts';
import { visiblePortfolios } from './visible-portfolios.ts';

/** A portfolio by its public id, where the viewer may read it. Its numbers need not ask for their version any more. */
export const portfolioByIdLoader: Loader<string, Portfolio | null> = {
  async batch(ids, context) {
    const keys = ids.map((id) => readRowKey('Portfolio', id)).filter((key) => key !== null);
    const { rows } = await sql<Record<string, unknown> & { key: string; ofNumbers: string }>`${PREPARED}
      select ${portfolioColumns}, ${dataVersion} as "ofNumbers" from ${portfolioRows}
      where ${isOneOf(sql`p.id`, keys)} and ${visiblePortfolios(viewerOf(context))}`.execute(
      creditDb(context),
    );
    const portfolios = rows.map(({ ofNumbers, ...row }) => {
      context.loaders.prime(dataVersionByScopeLoader, row.key, ofNumbers, context);
      return toPortfolio(row);
    });
    return inOrderOf(ids, portfolios, (portfolio) => portfolio.id);
  },
};

/** A portfolio that a mutation has just written: shown to the writer even if it was given away by that. */
export async function writtenPortfolio(key: string, context: MutationContext): Promise<Portfolio> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${portfolioColumns} from ${portfolioRows} where p.id = ${key}`.execute(creditDb(context));
  return toPortfolio(rows[0] as Record<string, unknown>);
}
