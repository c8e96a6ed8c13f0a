import type { GraphQLSchema } from 'graphql';
import { askGraph } from '../../../src/cli/report/ask-graph.ts';
import type { Ask, Variables } from '../../../src/gateway/reports/ask.ts';
import type { OpenReport, Table } from '../../../src/gateway/reports/open-report.ts';
import { readReport } from '../../../src/gateway/reports/read-report.ts';
import { reportPlanner } from '../../../src/gateway/reports/report-plan.ts';
import { documentIdOf } from '../../../src/platform/documents/trusted-document.ts';
import type { GraphContext } from '../../../src/platform/graphql/context.ts';

export const planFor = (schema: GraphQLSchema, body: string, lists: string[] = []) =>
  reportPlanner(schema)({ id: documentIdOf(body), name: 'report', version: 1, body, lists });

/** Opens a report of all its document's lists; `around` sees every page that is asked for. */
export async function openReport<Result>(
  schema: GraphQLSchema,
  context: GraphContext,
  { body, lists, variables = {} }: { body: string; lists?: string[]; variables?: Variables },
  use: (report: OpenReport) => Promise<Result>,
  around: (ask: Ask) => Ask = (ask) => ask,
): Promise<Result> {
  const plan = planFor(schema, body, lists);
  const ask = around(askGraph(schema));
  let result: Result | undefined;
  const write = async (report: OpenReport) => {
    result = await use(report);
  };
  const reading = { schema, plan, lists: plan.lists, variables, context, ask };
  await readReport(reading, { admit: async () => true, write });
  return result as Result;
}

/** All rows of a table. */
export async function rowsOf({ pages }: Table): Promise<Record<string, unknown>[]> {
  const rows: unknown[] = [];
  for await (const page of pages) rows.push(...page);
  return rows as Record<string, unknown>[];
}

export const tablesOf = async ({ tables }: OpenReport) =>
  Promise.all(
    tables.map(async (table) => ({ name: table.name, rowCount: table.rowCount, rows: await rowsOf(table) })),
  );
