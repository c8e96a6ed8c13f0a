import type { ExecutionResult } from 'graphql';
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
  variables: Record<string, unknown>;
  /** Executed the first time, and compiled the second. */
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

  async function ask(name: string): Promise<{ answer: ExecutionResult; statements: number }> {
    const args = { document: await pageDocument(name), variableValues: variablesOf(name) };
    let answer: ExecutionResult = {};
    const statements = await statementsDuring(database.orm, async () => {
      answer = await execute({ ...args, contextValue: contextFor(database, viewer) });
    });
    return { answer, statements: statements.length };
  }

  const variablesOf = (name: string) => ({ portfolioId, ...PAGES[name]?.variables });
  const measured = new Map<string, MeasuredPage>();
  for (const name of Object.keys(PAGES)) {
    const variables = variablesOf(name);
    const { estimate: cost } = checkLimits({ schema, document: await pageDocument(name), variables });
    const [first, second] = [await ask(name), await ask(name)];
    const answers = [first.answer, second.answer];
    measured.set(name, { variables, answers, took: { cost, statements: second.statements, again: 0 } });
  }
  await keepResults(database.orm, undefined);
  for (const [name, { took }] of measured) {
    await ask(name);
    took.again = (await ask(name)).statements;
  }
  return measured;
}

async function demoBook(database: TestDatabase): Promise<string> {
  const sql = "select id::text as key from portfolios where name = 'Mid-Market Lending'";
  const [book] = await database.query<{ key: string }>(sql);
  return toGlobalId('Portfolio', book?.key ?? '');
}
