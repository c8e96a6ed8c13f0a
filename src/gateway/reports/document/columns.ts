import {
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
} from 'graphql';
import { fieldsWithin, isListOfObjects, type SelectedField } from './selected-fields.ts';

/** What stands in a column: scalars by their type, several scalars in one cell, or whole objects as JSON. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'decimal' | 'date' | 'instant' | 'list' | 'json';

export interface Column {
  /** The names of the answer from a row on, joined: `owner.fullName`. No two columns have the same. */
  heading: string;
  /** The same, one by one. */
  path: string[];
  kind: ColumnKind;
}

const KINDS: Record<string, ColumnKind> = {
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  Decimal: 'decimal',
  Date: 'date',
  DateTime: 'instant',
  JSON: 'json',
};

type Variables = Record<string, unknown>;

/** The columns of rows on which these fields are selected: objects within a row are flat, what is left out is none. */
export function columnsOf(schema: GraphQLSchema, fields: SelectedField[], variables: Variables): Column[] {
  const collect = (selected: SelectedField, path: string[]): Column[] => {
    if (!isIncluded(selected, variables)) return [];
    const place = [...path, selected.name];
    const isObject = isCompositeType(getNamedType(selected.field.type));
    if (isObject && !isListOfObjects(selected))
      return fieldsWithin(schema, selected).flatMap((inner) => collect(inner, place));
    return [{ heading: place.join('.'), path: place, kind: kindOf(selected) }];
  };
  const columns = fields.flatMap((selected) => collect(selected, []));
  return [...new Map(columns.map((column) => [column.heading, column])).values()];
}

function kindOf({ field }: SelectedField): ColumnKind {
  const type = getNullableType(field.type);
  const named = getNamedType(type);
  if (isListType(type)) return isCompositeType(named) ? 'json' : 'list';
  return KINDS[named.name] ?? 'text';
}

const isIncluded = ({ directives }: SelectedField, variables: Variables): boolean =>
  directives.every((directive) => {
    const node = { directives: [directive] };
    const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
    return skip?.if !== true && include?.if !== false;
  });

/** What a row holds at a column. */
export function valueAt(row: unknown, { path }: Pick<Column, 'path'>): unknown {
  let value = row;
  for (const name of path) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return value ?? null;
}
