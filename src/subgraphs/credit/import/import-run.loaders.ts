import { sql } from 'kysely';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { readRowKey } from '../../../platform/graphql/global-id.ts';
import { inOrderOf, type Loader } from '../../../platform/graphql/loader.ts';
import { parentedLoader } from '../../../platform/graphql/parented-loader.ts';
import { creditDb } from '../entities.ts';
import { visiblePortfolios } from '../portfolio/visible-portfolios.ts';
import type { ImportError } from './import-error.type.ts';
import { importRunColumns, toImportRun, visibleImportRuns } from './import-run.rows.ts';
import type { ImportRun } from './import-run.type.ts';

/** An import run by its public id, where the viewer may read its portfolio. */
export const importRunByIdLoader: Loader<string, ImportRun | null> = {
  async batch(ids, context) {
    const keys = ids.map((id) => readRowKey('ImportRun', id)).filter((key) => key !== null);
    const { rows } = await sql<Record<string, unknown>>`
      select ${importRunColumns} from ${visibleImportRuns}
      where r.id = any(${keys}::bigint[]) and ${visiblePortfolios(viewerOf(context))}`.execute(
      creditDb(context),
    );
    return inOrderOf(ids, rows.map(toImportRun), (run) => run.id);
  },
};

/** `size` kept errors of a run beyond a position, in the order of the file. */
export const errorsByRunKeyLoader = parentedLoader<{ size: number; after: number }, ImportError[]>(
  async (runKeys, { size, after }, context) => {
    const { rows } = await sql<ImportError & { runKey: string }>`
      select run.key as "runKey", error.*
      from unnest(${runKeys}::text[]) as run(key)
      cross join lateral (
        select e.row, e.loan_id as "loanId", e.column_name as "column", e.code, e.message
        from import_errors e
        where e.import_run_id = run.key::bigint and e.position > ${after}
          and exists (select from ${visibleImportRuns}
            where r.id = e.import_run_id and ${visiblePortfolios(viewerOf(context))})
        order by e.position
        limit ${size}
      ) error`.execute(creditDb(context));
    const byRun = Map.groupBy(rows, (row) => row.runKey);
    return (runKey) => byRun.get(runKey) ?? [];
  },
);
