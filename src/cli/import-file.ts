import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { GraphAs } from '../graph-as.ts';
import { readGlobalId } from '../platform/graphql/global-id.ts';
import { uploadOf } from '../upload-of.ts';

export interface ImportFlags {
  portfolio?: string;
  dryRun: boolean;
  rejectAll: boolean;
  update: boolean;
}

export interface ImportRequest extends ImportFlags {
  kind: string;
  file: string;
  onBytes(count: number): void;
}

export interface Impact {
  loanCount: number;
  totalExposure: string;
  expectedLoss: string;
  riskWeightedAssets: string;
}

export interface RowError {
  row: number;
  loanId: string | null;
  column: string | null;
  code: string;
  message: string;
}

export interface Run {
  id: string;
  dryRun: boolean;
  totalRows: number;
  created: number;
  updated: number;
  failed: number;
  errorCount: number;
  errors: RowError[];
  before: Impact;
  after: Impact;
}

export interface Outcome {
  run?: Run;
  rates?: { creditRating: string }[];
}

const RUN = `{ id dryRun totalRows created updated failed errorCount errors { row loanId column code message }
  before { ...figures } after { ...figures } } }
  fragment figures on ImportImpact { loanCount totalExposure expectedLoss riskWeightedAssets }`;
const DOCUMENTS: Record<string, string> = {
  loans: `mutation ($input: ImportLoansInput!) { run: importLoans(input: $input) ${RUN}`,
  'rating-history': `mutation ($input: ImportRatingHistoryInput!) { run: importRatingHistory(input: $input) ${RUN}`,
  'default-rates': 'mutation ($file: Upload!) { rates: importDefaultRates(file: $file) { creditRating } }',
};

export async function importFile(graph: GraphAs, request: ImportRequest): Promise<Outcome> {
  const document = DOCUMENTS[request.kind] as string;
  const read = () => createReadStream(request.file).on('data', (chunk) => request.onBytes(chunk.length));
  const file = uploadOf(basename(request.file), read);
  if (request.kind === 'default-rates') return graph<Outcome>(document, { file });
  const input = {
    portfolioId: await findPortfolio(graph, request.portfolio),
    file,
    dryRun: request.dryRun,
    errorPolicy: request.rejectAll ? 'REJECT_ALL' : 'SKIP_INVALID_ROWS',
    onDuplicate: request.update ? 'UPDATE' : 'REJECT_ROW',
  };
  return graph<Outcome>(document, { input });
}

const FIND = 'query ($search: String!) { portfolios(first: 100, search: $search) { nodes { id name } } }';

/** A portfolio by its id or its exact name. */
async function findPortfolio(graph: GraphAs, wanted: string | undefined): Promise<string> {
  if (!wanted) throw new Error('Name the portfolio: --portfolio <id or name>.');
  const { portfolios } = await graph<{ portfolios: { nodes: { id: string; name: string }[] } }>(FIND, {
    search: wanted,
  });
  const named = portfolios.nodes.filter(({ name }) => name === wanted);
  if (named.length > 1) throw new Error(`Several portfolios are called "${wanted}": give the id.`);
  const id = named[0]?.id ?? wanted;
  if (readGlobalId(id)?.typename !== 'Portfolio') throw new Error(`There is no portfolio "${wanted}".`);
  return id;
}
