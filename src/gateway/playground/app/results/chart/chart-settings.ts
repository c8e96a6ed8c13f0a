import { isNumeric } from '../cell-text.ts';
import type { Column } from '../columns.ts';
import type { ListRow } from '../list-rows.ts';

export const CHART_KINDS = ['bar', 'line', 'heat map'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** How rows with the same labels become one value. */
export const COMBINATIONS = ['sum', 'mean', 'largest'] as const;
export type Combination = (typeof COMBINATIONS)[number];

/** What to draw of which columns; columns are named by their keys. */
export interface ChartSettings {
  kind: ChartKind;
  /** The labels along the chart. */
  along: string;
  /** The labels down a heat map. */
  down: string;
  /** Bars and lines: one series each. */
  values: readonly string[];
  /** A heat map's column of numbers, or a list of them with one entry for each label along. */
  heat: string;
  combine: Combination;
}

/** The lists of numbers that a table shows as columns: `probabilities` of a migration matrix. */
export const matrices = (columns: readonly Column[]): string[] => {
  const lists = columns.flatMap(({ kind, entryOf }) => (entryOf && isNumeric(kind) ? [entryOf.list] : []));
  return [...new Set(lists)].filter((list) => lists.filter((other) => other === list).length > 1);
};

/** What somebody would most likely look at. */
export function defaultSettings(columns: readonly Column[], rows: readonly ListRow[]): ChartSettings {
  const numbers = columns.filter(({ kind, entryOf }) => isNumeric(kind) && !entryOf);
  const labels = columns.filter((column) => !isNumeric(column.kind) && isTelling(column, rows));
  const along = labels[0] ?? columns[0];
  const isSeries = along?.kind === 'date' || along?.kind === 'instant';
  const down = labels.find(({ key }) => key !== along?.key) ?? along;
  const value =
    numbers.find(({ kind }) => kind === 'decimal') ??
    numbers[0] ??
    columns.find(({ kind }) => isNumeric(kind));
  const matrix = matrices(columns).at(-1);
  return {
    kind: matrix ? 'heat map' : isSeries ? 'line' : 'bar',
    along: along?.key ?? '',
    down: (matrix ? along : down)?.key ?? '',
    values: value ? [value.key] : [],
    heat: matrix ?? value?.key ?? '',
    combine: value?.kind === 'decimal' ? 'sum' : 'mean',
  };
}

/** Ids and columns with one value alone make no labels. */
const isTelling = ({ key, valueIn }: Column, rows: readonly ListRow[]): boolean =>
  !/(^|\.)id$/i.test(key) && (rows.length < 2 || new Set(rows.map(valueIn)).size > 1);
