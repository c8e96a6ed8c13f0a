import type { Decimals, Format } from '../formats.ts';
import type { OpenReport, Table } from '../open-report.ts';
import { csvBody } from './csv-body.ts';
import { jsonBody, jsonLinesBody } from './json-body.ts';
import { requireSheetRoom, xlsxBody } from './xlsx-body.ts';

export interface BodyOptions {
  format: Format;
  decimals: Decimals;
  /** The line above the tables of a workbook. */
  title: string;
  /** The report's. */
  name: string;
}

/** Throws BAD_USER_INPUT where a format has no room for all of a report. */
export function requireRoom(report: OpenReport, format: Format): void {
  if (format === 'xlsx') requireSheetRoom(report);
}

/** The bytes of a report, in pieces no larger than a page, each made when it is asked for. */
export function reportBody(report: OpenReport, options: BodyOptions): AsyncGenerator<string | Buffer> {
  const { format, decimals, title, name } = options;
  const [first] = report.tables as [Table];
  if (format === 'csv') return csvBody(first);
  if (format === 'jsonl') return jsonLinesBody(first, decimals);
  return format === 'json' ? jsonBody(report, decimals) : xlsxBody(report, title, name);
}
