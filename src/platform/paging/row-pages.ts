import { sql } from 'kysely';
import { PREPARED } from '../database/pool/prepared-statements.ts';
import { cursorMaker } from './cursor.ts';
import type { SortKey } from './keyset.ts';
import { type ListQuery, neighboursOf, pageRows, parentTable } from './page-query.ts';
import type { PageRequest } from './page-request.ts';

export interface Page<Row> {
  nodes: Row[];
  /** The place of a node in the list; made only where somebody asks. */
  cursorAt(index: number): string;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

type PlacedRecord = Record<string, unknown> & { parent_key: string };

/** The records of every parent's page, in the order they are read in. */
export function pagesOf(query: ListQuery, request: PageRequest, parents: string[]) {
  const rows = pageRows(query, request, sql`${query.select}, ${placeColumns(query.keys)}`);
  return sql<PlacedRecord>`${PREPARED}
    select parent.key as parent_key, item.*
    from ${parentTable(parents)} cross join lateral (${rows}) item`;
}

export function toPage<Row>(
  { keys }: ListQuery,
  request: PageRequest,
  records: PlacedRecord[],
  toRow: (record: Record<string, unknown>) => Row,
): Page<Row> {
  const page = records.slice(0, request.size);
  if (request.backward) page.reverse();
  const cursorOf = cursorMaker(keys);
  const cursorAt = (index: number) => cursorOf(placeOf(keys, page[index] as PlacedRecord));
  return { nodes: page.map(toRow), cursorAt, ...neighboursOf(records.length, request) };
}

const placeOf = (keys: SortKey[], record: PlacedRecord) =>
  keys.map((_, index) => record[placeName(index)] as string | null);

const placeName = (index: number) => `place_${index}`;

const placeColumns = (keys: SortKey[]) =>
  sql.join(keys.map(({ expression }, index) => sql`(${expression})::text as ${sql.ref(placeName(index))}`));
