import type { DocumentNode, ExecutionResult } from 'graphql';
import { createExecutor } from '../../../src/gateway/execute.ts';
import { checkLimits } from '../../../src/gateway/limits/check-limits.ts';
import type { OpenGraph } from '../../../src/graph-as.ts';
import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import { keepResults } from '../../../src/platform/results/results-of-database.ts';
import { contextFor } from '../../support/context.ts';
import { statementsDuring } from '../../support/count-statements.ts';
import type { TestDatabase } from '../../support/database.ts';
import { PAGES, type PageCost, pageDocument } from './pages.ts';

/** A page on a book of the demo, as an analyst sees it, and what it took. */
export interface MeasuredPage {
  document: DocumentNode;
  variables: Record<string, unknown>;
  /** Interpreted, then compiled; then three times more with results kept, which the last reads. */
  answers: ExecutionResult[];
  took: PageCost;
}

/** All pages by name. The statement that finds out who asks is not counted. */
export async function measurePages(
  database: TestDatabase,
  { schema, house }: OpenGraph,
): Promise<Map<string, MeasuredPage>> {
  const execute = createExecutor(schema);
  const viewer = await house.directory.findViewer('demo.analyst', { em: database.orm.em.fork() });
  const portfolioId = await demoBook(database);

  async function begin(name: string): Promise<[string, MeasuredPage]> {
    const document = await pageDocument(name);
    const variables = { portfolioId, ...PAGES[name]?.variables };
    const { estimate: cost } = checkLimits({ schema, document, variables });
    return [name, { document, variables, answers: [], took: { cost, statements: 0, again: 0 } }];
  }

  /** How many statements it took. */
  async function ask({ document, variables, answers }: MeasuredPage): Promise<number> {
    const contextValue = contextFor(database, viewer);
    const statements = await statementsDuring(database.orm, async () => {
      answers.push(await execute({ document, variableValues: variables, contextValue }));
    });
    return statements.length;
  }

  const pages = new Map(await Promise.all(Object.keys(PAGES).map(begin)));
  for (const page of pages.values()) {
    await ask(page);
    page.took.statements = await ask(page);
  }
  await keepResults(database.orm, undefined);
  for (const page of pages.values()) {
    // Numbers are kept at once, and lists from the second time on.
    for (let time = 0; time < 2; time += 1) await ask(page);
    page.took.again = await ask(page);
  }
  return pages;
}

async function demoBook(database: TestDatabase): Promise<string> {
  const sql = "select id::text as key from portfolios where name = 'Mid-Market Lending'";
  const [book] = await database.query<{ key: string }>(sql);
  return toGlobalId('Portfolio', book?.key ?? '');
}
