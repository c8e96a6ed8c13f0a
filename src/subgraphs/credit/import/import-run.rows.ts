import { type SqlBool, sql } from 'kysely';
import { viewerOf } from '../../../platform/graphql/context.ts';
import { toGlobalId } from '../../../platform/graphql/global-id.ts';
import type { PageArgs } from '../../../platform/paging/page-args.ts';
import { pagedList } from '../../../platform/paging/paged-list.ts';
import { visiblePortfolios } from '../portfolio/visible-portfolios.ts';
import type { ImportRun } from './import-run.type.ts';

export const importRunColumns = sql`r.id::text as key, r.portfolio_id::text as "portfolioKey", r.user_id::text as "userKey",
  r.kind, r.file_name as "fileName", r.file_sha256 as "fileSha256", r.dry_run as "dryRun", r.started_at as "startedAt",
  r.finished_at as "finishedAt", r.total_rows as "totalRows", r.created + r.updated as successful, r.created, r.updated,
  r.failed, r.error_count as "errorCount", r.before, r.after`;

export const toImportRun = ({ userKey, ...record }: Record<string, unknown>): ImportRun =>
  ({
    ...record,
    id: toGlobalId('ImportRun', record.key as string),
    user: { id: toGlobalId('User', userKey as string) },
  }) as ImportRun;

/** Import runs `r` of portfolios `p` that the viewer may read. */
export const visibleImportRuns = sql`import_runs r join portfolios p on p.id = r.portfolio_id`;

/** The import runs of a portfolio, the newest first. */
export const importRunsByPortfolioKey = pagedList<PageArgs, ImportRun>({
  query: (_args, context) => ({
    select: importRunColumns,
    from: visibleImportRuns,
    where: sql<SqlBool>`r.portfolio_id = parent.key::bigint and ${visiblePortfolios(viewerOf(context))}`,
    keys: [
      { expression: sql`r.started_at`, type: 'timestamptz', direction: 'desc' },
      { expression: sql`r.id`, type: 'bigint', direction: 'desc' },
    ],
  }),
  toRow: toImportRun,
});
