import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { placeAskedFor } from './cursor.ts';
import { beyond, orderBy, type SortKey } from './keyset.ts';
import type { PageRequest } from './page-request.ts';

/** What a list reads. The SQL may name `parent.key`: text, the key of the row that the list belongs to. */
export interface ListQuery {
  select: RawBuilder<unknown>;
  from: RawBuilder<unknown>;
  where: RawBuilder<SqlBool>;
  keys: SortKey[];
}

/**
 * The parents of a list, as a table. PostgreSQL takes an array that it does not know to be ten long, and so would plan
 * anew, at each reading, what is nearly always read of one parent.
 */
export const parentTable = (keys: string[]): RawBuilder<unknown> =>
  keys.length === 1
    ? sql`(select ${keys[0]}::text as key) as parent`
    : sql`unnest(${keys}::text[]) as parent(key)`;

/** The rows of a page in the order they are read in, and one more: it tells whether others follow. */
export function pageRows(
  { from, where, keys }: ListQuery,
  request: PageRequest,
  select: RawBuilder<unknown>,
) {
  const place = placeAskedFor(keys, request);
  const seek = place ? beyond(keys, place, request.backward) : sql<SqlBool>`true`;
  return sql`
    select ${select} from ${from} where ${where} and ${seek}
    order by ${orderBy(keys, request.backward)} limit ${sql.lit(request.size + 1)}`;
}

/** Whether others come before and after a page of which so many rows could be read. */
export function neighboursOf(rowCount: number, { size, backward, cursor }: PageRequest) {
  const more = rowCount > size;
  const behind = cursor !== null;
  return backward
    ? { hasNextPage: behind, hasPreviousPage: more }
    : { hasNextPage: more, hasPreviousPage: behind };
}
