import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import {
  fieldsWithin,
  isConnection,
  isListOfObjects,
  type SelectedField,
  selectedFields,
} from './selected-fields.ts';

/** A list of objects in the answer of a document: a table of its report. */
export interface ReportList {
  /** Its place, as `['portfolio', 'loans', 'nodes']`. */
  path: string[];
  /** Short: `loans`. No two lists of a report have the same. */
  name: string;
  /** Every selection of it; more than one where a document names it more than once. */
  fields: SelectedField[];
  /** How many names of its place lead to the connection whose pages it is made of; null where it is whole. */
  connectionDepth: number | null;
}

/** The lists that a document's report may show: those it names, or else all that stand in no other list. */
export function listsOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  named: string[],
): ReportList[] {
  const root = selectedFields(schema, operation.selectionSet, schema.getRootType(operation.operation));
  const paths = named.length > 0 ? named.map((path) => path.split('.')) : outermost(schema, root);
  const lists = paths.map((path) => listAt(schema, root, path));
  return lists.map((list) => ({ ...list, name: shortName(list.path, paths) }));
}

function outermost(schema: GraphQLSchema, fields: SelectedField[], path: string[] = []): string[][] {
  const found = fields.flatMap((selected) => {
    const place = [...path, selected.name];
    return isListOfObjects(selected) ? [place] : outermost(schema, fieldsWithin(schema, selected), place);
  });
  return [...new Map(found.map((place) => [place.join('.'), place])).values()];
}

function listAt(schema: GraphQLSchema, root: SelectedField[], path: string[]): ReportList {
  let within = root;
  let fields: SelectedField[] = [];
  let connectionDepth: number | null = null;
  let isInList = false;
  for (const [at, name] of path.entries()) {
    fields = within.filter((selected) => selected.name === name);
    within = fields.flatMap((selected) => fieldsWithin(schema, selected));
    if (!isInList && fields.some(isConnection)) connectionDepth = at + 1;
    isInList ||= fields.some(isListOfObjects);
  }
  return { path, name: path.join('.'), fields, connectionDepth };
}

/** As many names from the end as tell it apart from the others, those left out that every connection has. */
function shortName(path: string[], all: string[][]): string {
  const others = all.filter((other) => other !== path).map(spoken);
  const names = spoken(path);
  const isAlone = (count: number) =>
    others.every((other) => other.slice(-count).join('.') !== names.slice(-count).join('.'));
  const count = names.findIndex((_, at) => isAlone(at + 1)) + 1;
  return count > 0 ? names.slice(-count).join('.') : path.join('.');
}

const spoken = (path: string[]) => path.filter((name) => name !== 'nodes' && name !== 'edges');
