import type { Column } from './columns.ts';
import { csvOf } from './csv.ts';
import type { ListRow } from './list-rows.ts';
import { sheetOf } from './xlsx-sheet.ts';

/** `path` names the file: `portfolio.loans.nodes` becomes `portfolio-loans-nodes.csv`. */
export function downloadCsv(path: string, columns: readonly Column[], rows: readonly ListRow[]): void {
  offer(fileName(path, 'csv'), new Blob([csvOf(columns, rows)], { type: 'text/csv;charset=utf-8' }));
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What writes workbooks comes only when somebody wants one. */
export async function downloadXlsx(
  path: string,
  columns: readonly Column[],
  rows: readonly ListRow[],
): Promise<void> {
  const { writeXlsx } = await import('./write-xlsx.ts');
  const bytes = await writeXlsx({ sheets: [sheetOf(path || 'answer', columns, rows)] });
  offer(fileName(path, 'xlsx'), new Blob([bytes as BlobPart], { type: XLSX }));
}

const fileName = (path: string, ending: string) => `${path.replaceAll('.', '-') || 'answer'}.${ending}`;

function offer(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
