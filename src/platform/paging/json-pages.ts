import { type RawBuilder, sql } from 'kysely';
import { PREPARED } from '../database/pool/prepared-statements.ts';
import type { PageInfo } from './connection.type.ts';
import { cursorMaker } from './cursor.ts';
import type { JsonColumn } from './json-column.ts';
import type { SortKey } from './keyset.ts';
import { type ListQuery, neighboursOf, pageRows, parentTable } from './page-query.ts';
import type { PageRequest } from './page-request.ts';

/** What can be had of a row as JSON, by field. */
export type JsonColumns = Record<string, JsonColumn>;

/** What is asked of a page: fields of its nodes, under the names that the answer gives them; and where it stands. */
export interface JsonPageQuestion {
  members: [name: string, field: string][];
  withPageInfo: boolean;
}

export interface JsonPage {
  /** A JSON array. */
  nodes: string;
  pageInfo: PageInfo | null;
}

/** Of each column asked for, and of each sort key where that is asked for, all values, a line each; null: no row. */
export type JsonPageRecord = Record<string, string | null> & { parent_key: string };

/**
 * One row for each parent, however long its page: a text a column. For the driver and the graph to take rows apart,
 * value by value, costs several times what it costs to put columns together.
 */
export function jsonPagesOf(
  query: ListQuery,
  request: PageRequest,
  parents: string[],
  columns: JsonColumns,
  { members, withPageInfo }: JsonPageQuestion,
): RawBuilder<JsonPageRecord> {
  const values = members.map(([, field]) => columns[field]?.text ?? sql``);
  const places = withPageInfo ? query.keys.map(({ expression }) => textOfKey(expression)) : [];
  const texts = [...values, ...places].map((text, at) => sql`${text} as ${sql.ref(lineName(at))}`);
  const lines = texts.map((_, at) => linesOf(sql.ref(lineName(at))));
  return sql<JsonPageRecord>`${PREPARED}
    select parent.key as parent_key, page.*
    from ${parentTable(parents)}
    cross join lateral (select ${sql.join(lines)} from (${pageRows(query, request, sql.join(texts))}) item) page`;
}

// A name of the answer may be longer than PostgreSQL's names are.
const lineName = (at: number) => `column_${at}`;

const textOfKey = (key: RawBuilder<unknown>) => sql`to_json((${key})::text)::text`;

/** PostgreSQL adds up what a sorted subquery gives it in that order. Null is the empty line. */
const linesOf = (column: RawBuilder<unknown>) =>
  sql`string_agg(coalesce(${column}, ''), chr(10)) as ${column}`;

export function toJsonPage(
  query: ListQuery,
  request: PageRequest,
  columns: JsonColumns,
  { members, withPageInfo }: JsonPageQuestion,
  record: JsonPageRecord,
): JsonPage {
  const lines = (at: number) => record[lineName(at)]?.split('\n') ?? [];
  const onPage = (at: number) => pageOf(lines(at), request);
  const values = members.map(([, field], at) => toJsonOf(columns[field] as JsonColumn, onPage(at)));
  const places = query.keys.map((_, at) => onPage(members.length + at));
  return {
    nodes: `[${objects(members, values)}]`,
    pageInfo: withPageInfo
      ? { ...neighboursOf(lines(0).length, request), ...cursors(query.keys, places) }
      : null,
  };
}

/** The last row that was read only tells that there is another one. */
function pageOf(lines: string[], { size, backward }: PageRequest): string[] {
  const page = lines.slice(0, size);
  return backward ? page.reverse() : page;
}

const toJsonOf = ({ toJson }: JsonColumn, texts: string[]) =>
  texts.map((text) => (text === '' ? 'null' : toJson(text)));

function objects(members: JsonPageQuestion['members'], values: string[][]): string {
  const names = members.map(([name], at) => `${at === 0 ? '{' : ','}"${name}":`);
  const object = (row: number) => `${names.map((name, at) => name + values[at]?.[row]).join('')}}`;
  return (values[0] ?? []).map((_, row) => object(row)).join(',');
}

function cursors(keys: SortKey[], places: string[][]): Pick<PageInfo, 'startCursor' | 'endCursor'> {
  const cursorOf = cursorMaker(keys);
  const count = places[0]?.length ?? 0;
  const at = (row: number) => places.map((texts) => (texts[row] ? JSON.parse(texts[row]) : null));
  return count === 0
    ? { startCursor: null, endCursor: null }
    : { startCursor: cursorOf(at(0)), endCursor: cursorOf(at(count - 1)) };
}
