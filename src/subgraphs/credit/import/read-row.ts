import type { ComplaintCode } from '../fields/complaint.ts';
import { type FieldRule, parseField } from '../fields/field-rule.ts';
import type { CsvRow } from './csv-rows.ts';

/** What is wrong with one cell, or with a whole row (`column` null). */
export interface RowFault {
  column: string | null;
  code: ComplaintCode;
  message: string;
}

/** A row as it is staged: a value for each field, null where it is wrong, and all that is wrong. */
export interface ReadRow {
  values: (string | null)[];
  faults: RowFault[];
}

/** A row with a fault keeps its other values: its number may stand in another row too. */
export function readRow(fields: readonly FieldRule[], { cells, complaint }: CsvRow): ReadRow {
  if (!cells) return { values: fields.map(() => null), faults: [{ column: null, ...complaint }] };
  const faults: RowFault[] = [];
  const values = fields.map((field) => {
    const parsed = parseField(field, cells[field.column]);
    if (!Array.isArray(parsed)) return parsed;
    faults.push(...parsed.map((found) => ({ column: field.column, ...found })));
    return null;
  });
  return { values, faults };
}
