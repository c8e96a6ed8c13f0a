import { type GraphQLSchema, getVariableValues, print } from 'graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { LoaderCache } from '../../platform/graphql/loader.ts';
import { type Ask, soundData, type Variables } from './ask.ts';
import { placeOf, requireRoots, rowsAt } from './document/answer-rows.ts';
import { type Column, columnsOf } from './document/columns.ts';
import { afterOf, pageDocument } from './document/page-document.ts';
import { pageSizes } from './document/page-size.ts';
import type { ReportList } from './document/report-lists.ts';
import { fieldsWithin, selectedFields } from './document/selected-fields.ts';
import { type Title, titleOf, withTitleFields } from './document/title-fields.ts';
import type { ReportPlan } from './report-plan.ts';

/** A table of a report. */
export interface Table {
  /** Null: the whole answer is its one row. */
  name: string | null;
  columns: Column[];
  rowCount: number;
  /** Its rows, a page at a time; the next page is read when it is asked for. To be read once. */
  pages: AsyncIterable<unknown[]>;
}

/** A report whose first pages have been read. */
export interface OpenReport {
  title: Title;
  tables: Table[];
}

/** What is to be read, for whom. */
export interface Reading<Context extends GraphContext> {
  schema: GraphQLSchema;
  plan: ReportPlan;
  /** Of the plan's. */
  lists: ReportList[];
  /** As the caller gave them. */
  variables: Variables;
  context: Context;
  ask: Ask<Context>;
}

/** Reads the first pages of a report. Throws what refuses it: RefusedReport, NOT_FOUND, COST_EXCEEDED. */
export async function openReport<Context extends GraphContext>(
  reading: Reading<Context>,
): Promise<{ report: OpenReport; isComplete: boolean }> {
  const { schema, plan, lists, variables } = reading;
  const paged = lists.filter(({ connectionDepth }) => connectionDepth !== null);
  const text =
    lists.length > 0
      ? pageDocument(schema, plan.operation, lists, 'first')
      : print(withTitleFields(schema, plan.operation));
  const sizes = pageSizes(schema, text, variables, paged);
  const data = await askFor(text, { ...variables, ...sizes }, reading);
  requireRoots(data);
  const tables = lists.map((list) => tableOf(list, data, sizes, reading));
  const report = { title: titleOf(data), tables: lists.length > 0 ? tables : [onlyRow(data, reading)] };
  return { report, isComplete: lists.every((list) => placeOf(data, list).after === null) };
}

/** Each page has loaders of its own: what they remember would grow with the report. */
async function askFor<Context extends GraphContext>(
  text: string,
  variables: Variables,
  { context, ask }: Reading<Context>,
) {
  return soundData(await ask(text, variables, { ...context, loaders: new LoaderCache(), isPersisted: true }));
}

type Data = Record<string, unknown>;

function tableOf<Context extends GraphContext>(
  list: ReportList,
  first: Data,
  sizes: Variables,
  reading: Reading<Context>,
): Table {
  const { schema, plan, variables } = reading;
  const rows = rowsAt(first, list.path);
  async function* pages(): AsyncGenerator<unknown[]> {
    yield rows;
    const text = pageDocument(schema, plan.operation, [list], 'next');
    for (let { after } = placeOf(first, list); after !== null; ) {
      const data = await askFor(text, { ...variables, ...sizes, [afterOf(list)]: after }, reading);
      yield rowsAt(data, list.path);
      after = placeOf(data, list).after;
    }
  }
  const fields = list.fields.flatMap((selected) => fieldsWithin(schema, selected));
  return {
    name: list.name,
    columns: columnsOf(schema, fields, coerced(reading)),
    rowCount: placeOf(first, list).totalCount ?? rows.length,
    pages: pages(),
  };
}

function onlyRow<Context extends GraphContext>(data: Data, reading: Reading<Context>): Table {
  const { schema, plan } = reading;
  const fields = selectedFields(schema, plan.operation.selectionSet, schema.getQueryType());
  async function* pages() {
    yield [data];
  }
  return { name: null, columns: columnsOf(schema, fields, coerced(reading)), rowCount: 1, pages: pages() };
}

const coerced = <Context extends GraphContext>({ schema, plan, variables }: Reading<Context>): Variables =>
  getVariableValues(schema, plan.operation.variableDefinitions ?? [], variables).coerced ?? {};
