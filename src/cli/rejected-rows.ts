import { createWriteStream } from 'node:fs';
import type { GraphAs } from '../graph-as.ts';
import { writeCsv } from '../platform/csv/write-csv.ts';
import type { RowError } from './import-file.ts';

const PAGE_ROWS = 1_000;
const COLUMNS = ['row', 'loanId', 'column', 'code', 'message'] as const;

const PAGE = `query ($id: ID!, $first: Int!, $after: Int!) {
  node(id: $id) { ... on ImportRun { errors(first: $first, after: $after) { ${COLUMNS.join(' ')} } } }
}`;

/** Writes what is wrong with the rows of a run as CSV, as much of it as is kept; a file that was there is replaced. */
export async function writeRejectedRows(graph: GraphAs, runId: string, file: string): Promise<void> {
  await writeCsv(COLUMNS, errorsOf(graph, runId), createWriteStream(file));
}

async function* errorsOf(graph: GraphAs, id: string): AsyncGenerator<RowError> {
  for (let after = 0; ; after += PAGE_ROWS) {
    const { node } = await graph<{ node: { errors: RowError[] } }>(PAGE, { id, first: PAGE_ROWS, after });
    yield* node.errors;
    if (node.errors.length < PAGE_ROWS) return;
  }
}
