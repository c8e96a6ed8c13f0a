import Table from 'cli-table3';
import type { Impact, Run } from './import-file.ts';

/** Errors that are shown; the run keeps more of them. */
const MAX_SHOWN_ERRORS = 50;

export function reportRates(rates: { creditRating: string }[]): void {
  console.log(
    `Default rates: ${rates.length} grades: ${rates.map(({ creditRating }) => creditRating).join(', ')}`,
  );
}

export function reportRun(run: Run): void {
  const what = run.dryRun ? 'Dry run, nothing is changed' : 'Imported';
  console.log(
    `${what}: ${run.totalRows} rows, ${run.created} created, ${run.updated} updated, ${run.failed} failed.`,
  );
  console.log(impactTable(run.before, run.after));
  if (run.errorCount === 0) return;
  // A script that calls this must notice that not everything went in.
  process.exitCode = 2;
  console.log(errorTable(run.errors.slice(0, MAX_SHOWN_ERRORS)));
  const hidden = run.errorCount - Math.min(run.errors.length, MAX_SHOWN_ERRORS);
  if (hidden > 0) console.log(`… and ${hidden} more errors.`);
}

function impactTable(before: Impact, after: Impact): string {
  const table = new Table({
    head: ['', 'before', 'after'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  });
  table.push(
    ['loans', before.loanCount, after.loanCount],
    ['exposure', before.totalExposure, after.totalExposure],
    ['expected loss', before.expectedLoss, after.expectedLoss],
    ['risk-weighted assets', before.riskWeightedAssets, after.riskWeightedAssets],
  );
  return table.toString();
}

function errorTable(errors: Run['errors']): string {
  const table = new Table({
    head: ['row', 'loan', 'column', 'code', 'what is wrong'],
    style: { head: [], border: [] },
    colWidths: [8, 14, 18, 20, 60],
    wordWrap: true,
  });
  for (const { row, loanId, column, code, message } of errors) {
    table.push([row, loanId ?? '', column ?? '', code, message]);
  }
  return table.toString();
}
