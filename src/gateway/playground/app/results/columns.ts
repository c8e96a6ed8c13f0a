import { type AnswerPlace, type AnswerPlaces, listPaths } from '../documents/answer-places.ts';
import { isGrade } from './grades.ts';
import type { ListRow } from './list-rows.ts';

export type ColumnKind = 'text' | 'grade' | 'number' | 'decimal' | 'date' | 'instant' | 'boolean' | 'json';

/** A column of a list's table: a value of each item, or of a list that the item lies in. */
export interface Column {
  /** Unique in its table. */
  key: string;
  /** As a reader calls it: `owner.fullName`, `probabilities BBB`. */
  label: string;
  kind: ColumnKind;
  /** Of the items of an enclosing list: it says which of them a row belongs to. */
  isOfEnclosing: boolean;
  /** For one entry of a list of values: the list, and what the entry is called. */
  entryOf?: { list: string; entry: string };
  valueIn(row: ListRow): unknown;
}

/** A longer list of values stays in one cell. */
const MAX_ENTRIES = 60;

/** The columns of the list at `path`, in the order of the document, those of enclosing lists first. */
export function columnsOf(path: string, places: AnswerPlaces, rows: readonly ListRow[]): Column[] {
  const lists = listPaths(places);
  const enclosing = lists.filter((list) => path.startsWith(`${list}.`));
  const outer = enclosing.flatMap((list) =>
    leavesOf(list, places, lists)
      .filter(({ names, place }) => names.length === 1 && !place.isList)
      .map(({ names, place }) => ({
        key: `${list}.${names[0]}`,
        label: `${list.split('.').at(-1)}.${names[0]}`,
        kind: kindOf(place, []),
        isOfEnclosing: true,
        valueIn: ({ around }: ListRow) => around.get(list)?.[names[0]!] ?? null,
      })),
  );
  return [...outer, ...leavesOf(path, places, lists).flatMap((leaf) => columnsOfLeaf(leaf, rows))];
}

interface Leaf {
  names: string[];
  place: AnswerPlace;
}

/** Values below a list's items that lie in no list of their own. */
function leavesOf(list: string, places: AnswerPlaces, lists: string[]): Leaf[] {
  const above = list && `${list}.`;
  const inner = lists.filter((other) => other.startsWith(above) && other !== list);
  return [...places].flatMap(([path, place]) => {
    const isOwn = path.startsWith(above) && !inner.some((other) => path.startsWith(`${other}.`));
    return isOwn && !place.isObject ? { names: path.slice(above.length).split('.'), place } : [];
  });
}

function columnsOfLeaf({ names, place }: Leaf, rows: readonly ListRow[]): Column[] {
  const name = names.join('.');
  const read = ({ item }: ListRow) =>
    names.reduce<unknown>((value, key) => (value as Values)?.[key], item) ?? null;
  const count = place.isList
    ? Math.max(0, ...rows.map((row) => (read(row) as unknown[] | null)?.length ?? 0))
    : 0;
  if (count === 0 || count > MAX_ENTRIES) {
    return [
      { key: name, label: name, kind: kindOf(place, rows.map(read)), isOfEnclosing: false, valueIn: read },
    ];
  }
  return entriesOf(count, rows).map((entry, index) => {
    const valueIn = (row: ListRow) => (read(row) as unknown[] | null)?.[index] ?? null;
    return {
      key: `${name}.${index}`,
      label: count === 1 ? name : `${name} ${entry}`,
      kind: kindOf({ ...place, isList: false }, rows.map(valueIn)),
      isOfEnclosing: false,
      entryOf: { list: name, entry },
      valueIn,
    };
  });
}

type Values = Record<string, unknown> | null | undefined;

/** What the entries of a list of values are called: beside the table there may be a list of their names, as long. */
function entriesOf(count: number, rows: readonly ListRow[]): string[] {
  const beside = Object.values(rows[0]?.holder ?? {}).find(
    (value): value is string[] =>
      Array.isArray(value) && value.length === count && value.every((entry) => typeof entry === 'string'),
  );
  return beside ?? Array.from({ length: count }, (_, index) => String(index + 1));
}

const KINDS: Record<string, ColumnKind> = {
  Decimal: 'decimal',
  Int: 'number',
  Float: 'number',
  Date: 'date',
  DateTime: 'instant',
  Boolean: 'boolean',
  CreditRating: 'grade',
  JSON: 'json',
};

/** Names of groups are text to the schema; where all of them are grades, they are ordered as grades. */
function kindOf({ typeName, isList }: AnswerPlace, values: unknown[]): ColumnKind {
  if (isList) return 'json';
  const given = values.filter((value) => value !== null);
  const kind = KINDS[typeName] ?? 'text';
  return kind === 'text' && given.length > 0 && given.every(isGrade) ? 'grade' : kind;
}
