import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import type { Viewer } from '../../../src/platform/security/viewer.ts';
import { contextFor } from '../../support/context.ts';
import type { TestDatabase } from '../../support/database.ts';
import { type Result, runGraph } from '../../support/graph.ts';
import { pageText } from './pages.ts';

/** Pages of one portfolio, as one viewer sees them. */
export const pagesOf =
  (database: TestDatabase, viewer: Viewer | null, portfolio: { key: string }) =>
  async (name: string, variables: Record<string, unknown> = {}): Promise<Result> =>
    runGraph(contextFor(database, viewer), await pageText(name), {
      portfolioId: toGlobalId('Portfolio', portfolio.key),
      loanId: 'L-001',
      ...variables,
    });
