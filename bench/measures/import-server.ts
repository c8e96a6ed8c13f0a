import { copyDatabase } from '../database/cluster.ts';
import type { LoansFile } from '../database/loans-file.ts';
import { MANAGER } from '../database/people.ts';
import { type Portfolio, portfoliosOf } from '../database/portfolios.ts';
import { type GraphClient, signIn } from '../graph-client.ts';
import type { Ground } from '../ground.ts';
import { type ServerProcess, startServer } from '../servers/server-process.ts';
import { riskgraph } from '../variants/variants.ts';

/** The server on a fresh copy of a database without loans, so that every import finds the same. */
export interface ImportServer {
  process: ServerProcess;
  client: GraphClient;
  portfolios: Portfolio[];
}

export interface ImportGround extends Ground {
  /** The database that is copied. */
  template: string;
}

const DATABASE = 'import_run';

const IMPORT_LOANS = `mutation ImportLoans($input: ImportLoansInput!) {
  importLoans(input: $input) { totalRows created failed }
}`;

/** A fresh copy of the template. */
export const freshDatabase = ({ cluster, template }: ImportGround) =>
  copyDatabase(cluster, template, DATABASE);

export async function withImportServer<Result>(
  ground: ImportGround,
  work: (server: ImportServer) => Promise<Result>,
): Promise<Result> {
  const databaseUrl = await freshDatabase(ground);
  const { directory, books } = ground;
  const process = await startServer({ ...riskgraph, databaseUrl, directory });
  try {
    const client = await signIn(process.url, MANAGER);
    return await work({ process, client, portfolios: await portfoliosOf(databaseUrl, books) });
  } finally {
    await process.stop();
  }
}

/** Imports a file as a client does, and answers how long that took, s. Throws unless every row came in. */
export async function importSeconds(
  { client }: ImportServer,
  portfolio: Portfolio,
  { path, rows }: LoansFile,
): Promise<number> {
  const start = performance.now();
  const input = { portfolioId: portfolio.id, file: null };
  const { importLoans } = await client.upload<{ importLoans: { created: number } }>(
    IMPORT_LOANS,
    { input },
    'input.file',
    path,
  );
  if (importLoans.created !== rows)
    throw new Error(`Of ${rows} rows came in: ${JSON.stringify(importLoans)}`);
  return (performance.now() - start) / 1_000;
}
