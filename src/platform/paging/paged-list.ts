import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { type GraphContext, load } from '../graphql/context.ts';
import { type Parented, parentedLoader } from '../graphql/parented-loader.ts';
import { cursorMaker, placeAskedFor } from './cursor.ts';
import { beyond, orderBy, type SortKey } from './keyset.ts';
import type { TwoWayPageArgs } from './page-args.ts';
import { type PageRequest, toPageRequest } from './page-request.ts';

/** What a list reads. The SQL may name `parent.key`: text, the key of the row that the list belongs to. */
export interface ListQuery {
  select: RawBuilder<unknown>;
  from: RawBuilder<unknown>;
  where: RawBuilder<SqlBool>;
  keys: SortKey[];
}

export interface Page<Row> {
  edges: { cursor: string; node: Row }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** A connection that has not been read yet: a field reads the page, the count, or neither. */
export interface Connection<Row> {
  readPage(): Promise<Page<Row>>;
  readTotalCount(): Promise<number>;
}

type Args<ListArgs> = ListArgs & TwoWayPageArgs;
type KeyedRecord = Record<string, unknown> & { parent_key: string };

/**
 * A list under many parents, read in one statement however many parents ask (a root list has the one parent `0`).
 * Keyset paging: rows that come or go elsewhere move no page.
 */
export function pagedList<ListArgs extends object, Row>(list: {
  query(args: ListArgs, context: GraphContext): ListQuery;
  toRow(record: Record<string, unknown>): Row;
}) {
  const pages = parentedLoader(async (parents, args: Args<ListArgs>, context) => {
    const query = list.query(args, context);
    const request = toPageRequest(args, context);
    const { rows } = await pagesOf(query, request, parents).execute(database(context));
    const toEdge = edgeMaker(query.keys, list.toRow);
    const byParent = Map.groupBy(rows, (row) => row.parent_key);
    return (parent) => toPage(byParent.get(parent) ?? [], request, toEdge);
  });

  const totalCounts = parentedLoader(async (parents, args: ListArgs, context) => {
    const { from, where } = list.query(args, context);
    const { rows } = await sql<{ key: string; total: string }>`
      select parent.key, (select count(*) from ${from} where ${where}) as total
      from unnest(${parents}::text[]) as parent(key)`.execute(database(context));
    const totals = new Map(rows.map(({ key, total }) => [key, Number(total)]));
    return (parent) => totals.get(parent) ?? 0;
  });

  return (context: GraphContext, args: Args<ListArgs>, parentKey = '0'): Connection<Row> => {
    // What is wrong with the arguments is told here, once, whatever of the list is then read.
    placeAskedFor(list.query(args, context).keys, toPageRequest(args, context));
    const ask: Parented<Args<ListArgs>> = { parentKey, args };
    return {
      readPage: () => load(context, pages, ask),
      readTotalCount: () => load(context, totalCounts, { parentKey, args: withoutPaging(args) }),
    };
  };
}

/** One row more than the page has: it tells whether others follow. */
function pagesOf(query: ListQuery, request: PageRequest, parents: string[]) {
  const { select, from, where, keys } = query;
  const place = placeAskedFor(keys, request);
  const seek = place ? beyond(keys, place, request.backward) : sql<SqlBool>`true`;
  return sql<KeyedRecord>`
    select parent.key as parent_key, item.*
    from unnest(${parents}::text[]) as parent(key)
    cross join lateral (
      select ${select}, ${placeColumns(keys)} from ${from} where ${where} and ${seek}
      order by ${orderBy(keys, request.backward)} limit ${request.size + 1}
    ) item`;
}

function toPage<Row>(
  records: KeyedRecord[],
  { size, backward, cursor }: PageRequest,
  toEdge: (record: KeyedRecord) => Page<Row>['edges'][number],
): Page<Row> {
  const edges = records.slice(0, size).map(toEdge);
  const more = records.length > size;
  const behind = cursor !== null;
  return backward
    ? { edges: edges.reverse(), hasNextPage: behind, hasPreviousPage: more }
    : { edges, hasNextPage: more, hasPreviousPage: behind };
}

function edgeMaker<Row>(keys: SortKey[], toRow: (record: Record<string, unknown>) => Row) {
  const cursorOf = cursorMaker(keys);
  const placeOf = (record: KeyedRecord) => keys.map((_, index) => record[placeName(index)] as string | null);
  return (record: KeyedRecord) => ({ cursor: cursorOf(placeOf(record)), node: toRow(record) });
}

const placeName = (index: number) => `place_${index}`;

const placeColumns = (keys: SortKey[]) =>
  sql.join(keys.map(({ expression }, index) => sql`(${expression})::text as ${sql.ref(placeName(index))}`));

const database = (context: GraphContext): Kysely<unknown> =>
  context.em.getKysely<unknown>() as Kysely<unknown>;

function withoutPaging<ListArgs>({ first, after, last, before, ...rest }: Args<ListArgs>): ListArgs {
  return rest as ListArgs;
}
