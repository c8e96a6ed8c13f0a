import { notFound } from '../../../platform/errors.ts';
import { JsonText } from '../../../platform/graphql/json-text.ts';
import { PAGE_INFO, TOTAL_COUNT } from './page-document.ts';
import type { ReportList } from './report-lists.ts';

type Data = Record<string, unknown>;

/** The rows at a list's place of an answer; of lists within lists, all of them one after another. */
export const rowsAt = (data: Data, path: string[]): unknown[] =>
  path.reduce<unknown[]>((values, name) => values.flatMap((value) => itemsOf(value, name)), [data]);

function itemsOf(value: unknown, name: string): unknown[] {
  const item = (value as Data | null)?.[name];
  const read = item instanceof JsonText ? (JSON.parse(item.text) as unknown) : item;
  return Array.isArray(read) ? read : read === null || read === undefined ? [] : [read];
}

/** Where the next page begins, and how long the whole list is; nulls after the last page and where nobody asked. */
export function placeOf(data: Data, { path, connectionDepth }: ReportList) {
  const [connection] = connectionDepth === null ? [] : rowsAt(data, path.slice(0, connectionDepth));
  const { [PAGE_INFO]: pageInfo, [TOTAL_COUNT]: totalCount } = (connection ?? {}) as {
    [PAGE_INFO]?: { hasNextPage: boolean; endCursor: string | null };
    [TOTAL_COUNT]?: number;
  };
  return { after: pageInfo?.hasNextPage ? pageInfo.endCursor : null, totalCount: totalCount ?? null };
}

/** Throws NOT_FOUND where what a report is about is not there for the viewer: a root field that answers null. */
export function requireRoots(data: Data): void {
  const missing = Object.entries(data).find(([, value]) => value === null);
  if (missing) throw notFound(`What the report is about (${missing[0]}) was`);
}
