import { type Kysely, sql } from 'kysely';
import { type GraphContext, load } from '../graphql/context.ts';
import { type Parented, parentedLoader } from '../graphql/parented-loader.ts';
import { placeAskedFor } from './cursor.ts';
import {
  type JsonColumns,
  type JsonPage,
  type JsonPageQuestion,
  type JsonPageRecord,
  jsonPagesOf,
  toJsonPage,
} from './json-pages.ts';
import { type KeepPage, keptPages } from './kept-pages.ts';
import type { TwoWayPageArgs } from './page-args.ts';
import { type ListQuery, parentTable } from './page-query.ts';
import { toPageRequest } from './page-request.ts';
import { type Page, pagesOf, toPage } from './row-pages.ts';

/** A connection that has not been read yet: a field reads the page, the count, or neither. */
export interface Connection<Row> {
  readPage(): Promise<Page<Row>>;
  /** The page as PostgreSQL writes it; of lists whose rows have such columns. */
  readJsonPage(question: JsonPageQuestion): Promise<JsonPage>;
  readTotalCount(): Promise<number>;
}

type Args<ListArgs> = ListArgs & TwoWayPageArgs;

/**
 * A list under many parents, read in one statement however many parents ask (a root list has the one parent `0`).
 * Keyset paging: rows that come or go elsewhere move no page.
 */
export function pagedList<ListArgs extends object, Row>(list: {
  query(args: ListArgs, context: GraphContext): ListQuery;
  toRow(record: Record<string, unknown>): Row;
  /** Needed where the connection's type says that its nodes can be had as JSON (`connectionOf`). */
  json?: JsonColumns;
  kept?: KeepPage;
}) {
  const pages = parentedLoader(async (parents, args: Args<ListArgs>, context) => {
    const query = list.query(args, context);
    const request = toPageRequest(args, context);
    const { rows } = await pagesOf(query, request, parents).execute(database(context));
    const byParent = Map.groupBy(rows, (row) => row.parent_key);
    return (parent) => toPage(query, request, byParent.get(parent) ?? [], list.toRow);
  });

  const freshJsonPages = parentedLoader(
    async (parents, { args, question }: { args: Args<ListArgs>; question: JsonPageQuestion }, context) => {
      const query = list.query(args, context);
      const request = toPageRequest(args, context);
      const columns = list.json ?? {};
      const statement = jsonPagesOf(query, request, parents, columns, question);
      const { rows } = await statement.execute(database(context));
      const byParent = new Map(rows.map((row) => [row.parent_key, row]));
      return (parent) =>
        toJsonPage(query, request, columns, question, byParent.get(parent) as JsonPageRecord);
    },
  );

  const jsonPages = list.kept ? keptPages(freshJsonPages, list.kept) : freshJsonPages;

  const totalCounts = parentedLoader(async (parents, args: ListArgs, context) => {
    const { from, where } = list.query(args, context);
    const { rows } = await sql<{ key: string; total: string }>`
      select parent.key, (select count(*) from ${from} where ${where}) as total
      from ${parentTable(parents)}`.execute(database(context));
    const totals = new Map(rows.map(({ key, total }) => [key, Number(total)]));
    return (parent) => totals.get(parent) ?? 0;
  });

  return (context: GraphContext, args: Args<ListArgs>, parentKey = '0'): Connection<Row> => {
    // What is wrong with the arguments is told here, once, whatever of the list is then read.
    placeAskedFor(list.query(args, context).keys, toPageRequest(args, context));
    const ask: Parented<Args<ListArgs>> = { parentKey, args };
    return {
      readPage: () => load(context, pages, ask),
      readJsonPage: (question) => load(context, jsonPages, { parentKey, args: { args, question } }),
      readTotalCount: () => load(context, totalCounts, { parentKey, args: withoutPaging(args) }),
    };
  };
}

const database = (context: GraphContext): Kysely<unknown> =>
  context.em.getKysely<unknown>() as Kysely<unknown>;

function withoutPaging<ListArgs>({ first, after, last, before, ...rest }: Args<ListArgs>): ListArgs {
  return rest as ListArgs;
}
