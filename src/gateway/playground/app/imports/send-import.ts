import { readData } from '../answer.ts';
import { postAsViewer } from '../session/ask.ts';
import { type ImportKind, importKinds } from './import-kinds.ts';

export interface ImportOptions {
  portfolioId: string;
  errorPolicy: string;
  onDuplicate: string;
  dryRun: boolean;
}

export interface RowError {
  row: number;
  loanId: string | null;
  column: string | null;
  code: string;
  message: string;
}

export interface ImportRun {
  fileName: string;
  dryRun: boolean;
  totalRows: number;
  successful: number;
  created: number;
  updated: number;
  failed: number;
  errorCount: number;
  errors: RowError[];
}

export interface DefaultRate {
  creditRating: string;
  defaultProbability: string;
  recoveryRate: string;
  riskWeight: string;
}

export type ImportResult = { run: ImportRun } | { rates: DefaultRate[] };

/** Sends a file by the GraphQL multipart request specification: the document first, then where the file goes. */
export async function sendImport(
  kind: ImportKind,
  file: File,
  options: ImportOptions,
): Promise<ImportResult> {
  const { documentId, isOfPortfolio } = importKinds[kind];
  const variables = isOfPortfolio ? { input: { ...options, file: null } } : { file: null };
  const form = new FormData();
  form.set('operations', JSON.stringify({ documentId, variables }));
  form.set('map', JSON.stringify({ 0: [isOfPortfolio ? 'variables.input.file' : 'variables.file'] }));
  form.set('0', file);
  return readData<ImportResult>(await postAsViewer(form));
}
