import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** One column of an order. The last of a list must be unique, so that every row has its own place. */
export interface SortKey {
  expression: RawBuilder<unknown>;
  /** The PostgreSQL type that its text is cast back to. */
  type: KeyType;
  direction: 'asc' | 'desc';
  /** Nulls come last either way. */
  nullable?: boolean;
}

/** A type of the database; an enum's labels are known to the domain that sorts by it. */
export type KeyType =
  | 'bigint'
  | 'text'
  | 'numeric'
  | 'date'
  | 'timestamptz'
  | { enumName: string; labels: readonly string[] };

/** A row's place in an order: the text of each of its sort keys. */
export type Place = (string | null)[];

/**
 * Nulls last either way; read backwards, the whole order is turned round. A key that is never null says nothing of
 * nulls: `desc nulls last` would be an order that no plain index has, read in either direction.
 */
export function orderBy(keys: SortKey[], backward: boolean): RawBuilder<unknown> {
  const nulls = backward ? sql` nulls first` : sql` nulls last`;
  const columns = keys.map((key) => {
    const way = ascends(key, backward) ? sql`asc` : sql`desc`;
    return sql`${key.expression} ${way}${key.nullable ? nulls : sql``}`;
  });
  return sql.join(columns);
}

/** The rows beyond a place, as a condition. */
export function beyond(keys: SortKey[], place: Place, backward: boolean): RawBuilder<SqlBool> {
  const ascending = keys.filter((key) => ascends(key, backward)).length;
  const isUniform = ascending === 0 || ascending === keys.length;
  return isUniform && keys.every((key) => !key.nullable)
    ? rowBeyond(keys, place, ascending > 0)
    : keyByKeyBeyond(keys, place, backward);
}

/** (a, b) > (x, y): an index on the keys begins to read right there, however deep the page. */
function rowBeyond(keys: SortKey[], place: Place, ascending: boolean) {
  const columns = sql.join(keys.map(({ expression }) => expression));
  const values = sql.join(keys.map((key, index) => castBack(key, place[index] ?? null)));
  return sql<SqlBool>`(${columns}) ${ascending ? sql`>` : sql`<`} (${values})`;
}

/** (a beyond) or (a same and b beyond) or …: directions may differ, and there may be nulls. */
function keyByKeyBeyond(keys: SortKey[], place: Place, backward: boolean) {
  const alternatives = keys.map((key, index) => {
    const same = keys.slice(0, index).map((earlier, at) => sameAs(earlier, place[at] ?? null));
    return sql<SqlBool>`(${sql.join([...same, isBeyond(key, place[index] ?? null, backward)], sql` and `)})`;
  });
  return sql<SqlBool>`(${sql.join(alternatives, sql` or `)})`;
}

const sameAs = (key: SortKey, text: string | null) =>
  key.nullable
    ? sql<SqlBool>`${key.expression} is not distinct from ${castBack(key, text)}`
    : sql<SqlBool>`${key.expression} = ${castBack(key, text)}`;

function isBeyond(key: SortKey, text: string | null, backward: boolean) {
  const { expression, nullable } = key;
  if (text === null) return backward ? sql<SqlBool>`${expression} is not null` : sql<SqlBool>`false`;
  const sign = ascends(key, backward) ? sql`>` : sql`<`;
  const further = sql<SqlBool>`${expression} ${sign} ${castBack(key, text)}`;
  return nullable && !backward ? sql<SqlBool>`(${further} or ${expression} is null)` : further;
}

const ascends = ({ direction }: SortKey, backward: boolean) => (direction === 'asc') !== backward;

const castBack = ({ type }: SortKey, text: string | null) =>
  sql`${text}::${sql.raw(typeof type === 'string' ? type : type.enumName)}`;
