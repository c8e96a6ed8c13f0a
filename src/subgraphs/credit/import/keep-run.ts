import { copyRows } from '../../../platform/database/copy/copy-rows.ts';
import type { CopyRow } from '../../../platform/database/copy/copy-text.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import { importRows } from '../../../platform/metrics.ts';
import { creditDb } from '../entities.ts';
import type { FoundFault } from './import-faults.ts';
import type { ImportOutcome } from './import-outcome.ts';
import type { ImportKindName } from './import-run.type.ts';
import type { StagedFile } from './staged-rows.ts';

/** An import that is over. */
export interface FinishedImport extends ImportOutcome {
  kind: ImportKindName;
  portfolioKey: string;
  file: StagedFile;
  fileName: string;
  dryRun: boolean;
  startedAt: string;
}

/** Keeps the run with its errors and one audit entry. Answers the run's public id. */
export async function keepRun(done: FinishedImport, context: MutationContext): Promise<string> {
  const key = await insertRun(done, context);
  const { first } = done.faults;
  if (first.length > 0)
    await copyRows(creditDb(context), 'import_errors', ERROR_COLUMNS, [errorRows(key, first)]);
  const id = toGlobalId('ImportRun', key);
  recordImport(id, done, context);
  countRows(done);
  return id;
}

function countRows({ kind, dryRun, created, updated, faults }: FinishedImport): void {
  const outcomes = { created: dryRun ? 0 : created, updated: dryRun ? 0 : updated, failed: faults.rowCount };
  for (const [outcome, count] of Object.entries(outcomes)) importRows.inc({ kind, outcome }, count);
}

async function insertRun(done: FinishedImport, context: MutationContext): Promise<string> {
  const run = {
    tenant_id: done.tenantKey,
    portfolio_id: done.portfolioKey,
    user_id: viewerOf(context).userId,
    kind: done.kind,
    file_name: done.fileName,
    file_sha256: done.file.sha256,
    dry_run: done.dryRun,
    started_at: done.startedAt,
    finished_at: context.clock.now().toISOString(),
    total_rows: done.file.rowCount,
    created: done.created,
    updated: done.updated,
    failed: done.faults.rowCount,
    error_count: done.faults.faultCount,
    before: JSON.stringify(done.before),
    after: JSON.stringify(done.after),
  };
  const { id } = await creditDb(context)
    .insertInto('import_runs')
    .values(run as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  return String(id);
}

const ERROR_COLUMNS = ['import_run_id', 'position', 'row', 'loan_id', 'column_name', 'code', 'message'];

const errorRows = (runKey: string, faults: FoundFault[]): CopyRow[] =>
  faults.map(({ row, loanId, column, code, message }, index) => [
    runKey,
    String(index + 1),
    String(row),
    loanId,
    column,
    code,
    message,
  ]);

function recordImport(id: string, done: FinishedImport, { audit }: MutationContext): void {
  const { kind, file, fileName, dryRun, created, updated, faults } = done;
  audit.record({
    action: 'IMPORT',
    entityType: 'Portfolio',
    entityId: toGlobalId('Portfolio', done.portfolioKey),
    tenantId: done.tenantKey,
    changes: {
      kind,
      fileName,
      fileSha256: file.sha256,
      dryRun,
      totalRows: file.rowCount,
      created,
      updated,
      failed: faults.rowCount,
      importRun: id,
    },
  });
}
