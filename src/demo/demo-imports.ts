import { Readable } from 'node:stream';
import type { GraphAs } from '../graph-as.ts';
import { uploadOf } from '../upload-of.ts';

interface Run {
  failed: number;
  errors: { row: number; column: string | null; message: string }[];
}

const RUN = '{ failed errors(first: 5) { row column message } }';
const DOCUMENTS = {
  loans: `mutation ($input: ImportLoansInput!) { run: importLoans(input: $input) ${RUN} }`,
  ratings: `mutation ($input: ImportRatingHistoryInput!) { run: importRatingHistory(input: $input) ${RUN} }`,
};
const RATES = 'mutation ($file: Upload!) { importDefaultRates(file: $file) { creditRating } }';

export const importRates = (graph: GraphAs, text: string): Promise<unknown> =>
  graph(RATES, { file: fileOf('default-rates.csv', text) });

/** Throws where a row is refused: the demo's own rows must all be right. */
export async function importInto(
  graph: GraphAs,
  kind: keyof typeof DOCUMENTS,
  portfolioId: string,
  text: string,
): Promise<void> {
  const input = { portfolioId, file: fileOf(`${kind}.csv`, text), errorPolicy: 'REJECT_ALL' };
  const { run } = await graph<{ run: Run }>(DOCUMENTS[kind], { input });
  if (run.failed === 0 && run.errors.length === 0) return;
  const faults = run.errors.map(({ row, column, message }) => `row ${row}, ${column}: ${message}`);
  throw new Error(`The demo's ${kind} were refused:\n${faults.join('\n')}`);
}

const fileOf = (filename: string, text: string) =>
  uploadOf(filename, () => Readable.from([Buffer.from(text)]));
