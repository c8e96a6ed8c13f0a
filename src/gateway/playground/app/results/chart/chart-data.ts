import { cellText } from '../cell-text.ts';
import type { Column } from '../columns.ts';
import { compareGrades } from '../grades.ts';
import type { ListRow } from '../list-rows.ts';
import { type ChartSettings, type Combination, matrices } from './chart-settings.ts';

/** One mark: a bar, a point of a line, a cell of a heat map. Pictures need no more than a float. */
export interface Mark {
  along: string;
  /** The series of a bar or line, the row of a heat map. */
  down: string;
  value: number;
}

export interface ChartData {
  marks: Mark[];
  /** In the order they are drawn. */
  along: string[];
  down: string[];
  /** Labels along that were left out: a picture of all of them would show none. */
  leftOut: number;
  /** Whether labels along are days or instants. */
  isTime: boolean;
  /** Whether some rows have the same labels. */
  isCombined: boolean;
}

const MAX_ALONG = 100;
const MISSING = '(none)';

export function chartData(
  settings: ChartSettings,
  columns: readonly Column[],
  rows: readonly ListRow[],
): ChartData {
  const column = (key: string) => columns.find((candidate) => candidate.key === key);
  const along = column(settings.along);
  const isMatrix = settings.kind === 'heat map' && matrices(columns).includes(settings.heat);
  const all = isMatrix
    ? matrixMarks(column(settings.down), columns, rows, settings.heat)
    : listMarks(settings, column, rows);
  const labels = isMatrix
    ? columns.flatMap(({ entryOf }) => (entryOf?.list === settings.heat ? [entryOf.entry] : []))
    : inOrder(
        all.map((mark) => mark.along),
        along,
      );
  const kept = new Set(labels.slice(0, MAX_ALONG));
  const shown = all.filter((mark) => kept.has(mark.along));
  const marks = combined(shown, settings.combine);
  const down = marks.map((mark) => mark.down);
  return {
    marks,
    along: [...kept],
    down: settings.kind === 'heat map' ? inOrder(down, column(settings.down)) : [...new Set(down)],
    leftOut: labels.length - kept.size,
    isTime: !isMatrix && (along?.kind === 'date' || along?.kind === 'instant'),
    isCombined: marks.length < shown.length,
  };
}

function matrixMarks(
  down: Column | undefined,
  columns: readonly Column[],
  rows: readonly ListRow[],
  list: string,
): Mark[] {
  const entries = columns.filter(({ entryOf }) => entryOf?.list === list);
  return rows.flatMap((row) =>
    entries.flatMap(({ entryOf, valueIn }) => {
      const value = valueIn(row);
      if (value === null) return [];
      return { along: entryOf!.entry, down: labelIn(row, down), value: Number(value) };
    }),
  );
}

function listMarks(
  { kind, along, down, values, heat }: ChartSettings,
  column: (key: string) => Column | undefined,
  rows: readonly ListRow[],
): Mark[] {
  const series = (kind === 'heat map' ? [heat] : values).flatMap((key) => column(key) ?? []);
  return rows.flatMap((row) =>
    series.flatMap(({ label, valueIn }) => {
      const value = valueIn(row);
      if (value === null) return [];
      const name = kind === 'heat map' ? labelIn(row, column(down)) : label;
      return { along: labelIn(row, column(along)), down: name, value: Number(value) };
    }),
  );
}

function labelIn(row: ListRow, column: Column | undefined): string {
  const value = column?.valueIn(row) ?? null;
  if (value === null) return MISSING;
  return column!.kind === 'instant' ? String(value) : cellText(value, column!.kind);
}

/** Grades best first, time forwards, all else as the table has it. */
function inOrder(labels: string[], column: Column | undefined): string[] {
  const distinct = [...new Set(labels)];
  if (column?.kind === 'grade') return distinct.sort(compareGrades);
  return column?.kind === 'date' || column?.kind === 'instant' ? distinct.sort() : distinct;
}

function combined(marks: Mark[], combine: Combination): Mark[] {
  const groups = Map.groupBy(marks, ({ along, down }) => JSON.stringify([along, down]));
  return [...groups.values()].map((group) => ({
    ...group[0]!,
    value: combinations[combine](group.map(({ value }) => value)),
  }));
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

const combinations: Record<Combination, (values: number[]) => number> = {
  sum,
  mean: (values) => sum(values) / values.length,
  largest: (values) => Math.max(...values),
};
