/** What a report can be had as, by the end of its address. */
export const FORMATS = ['json', 'jsonl', 'csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

export const isFormat = (text: string | undefined): text is Format => FORMATS.includes(text as Format);

export const MEDIA_TYPES: Record<Format, string> = {
  json: 'application/json; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Whether one answer of this format can hold several tables. */
export const holdsManyTables = (format: Format): boolean => format === 'json' || format === 'xlsx';

/** How decimals stand in JSON: as the graph shows them, or for tools that want numbers. */
export const DECIMALS = ['text', 'number'] as const;
export type Decimals = (typeof DECIMALS)[number];
