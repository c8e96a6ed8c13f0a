import type { GraphQLSchema } from 'graphql';
import { type AnswerPlaces, answerPlaces, listPaths } from '../documents/answer-places.ts';
import { readSoundDocument } from '../documents/sound-document.ts';
import type { Run } from '../runs/run.ts';
import { type Column, columnsOf } from './columns.ts';
import { type ListRow, rowsAt } from './list-rows.ts';

/** A list of an answer as a table; the path of the whole answer, as a table of one row, is empty. */
export interface ResultTable {
  path: string;
  rows: ListRow[];
  columns: Column[];
}

/** Every list of objects in an answer, in the order of the document, and last the values that lie in none. */
export function tablesOf(schema: GraphQLSchema, run: Run): ResultTable[] {
  const sound = readSoundDocument(schema, run.query, run.operationName);
  const { data } = run.answer;
  if (!sound || !data) return [];
  const places = answerPlaces(sound);
  const lists = listPaths(places).map((path) => tableAt(path, places, rowsAt(data, path, listPaths(places))));
  const whole = tableAt('', places, [{ item: data, around: new Map(), holder: data }]);
  return [...lists, whole].filter(({ columns }) => columns.length > 0);
}

const tableAt = (path: string, places: AnswerPlaces, rows: ListRow[]): ResultTable => ({
  path,
  rows,
  columns: columnsOf(path, places, rows),
});

/** What somebody most likely asked for: of the lists that lie in no other with several rows, the longest. */
export function mainTable(tables: readonly ResultTable[]): ResultTable | undefined {
  const isWithin = (path: string) =>
    tables.some((other) => other.path && other.rows.length > 1 && path.startsWith(`${other.path}.`));
  const rank = ({ path, rows }: ResultTable) => (path === '' ? 0.5 : isWithin(path) ? 0 : rows.length);
  return tables.toSorted((one, other) => rank(other) - rank(one))[0];
}
