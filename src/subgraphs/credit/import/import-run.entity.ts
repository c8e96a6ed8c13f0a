import { defineEntity, p } from '@mikro-orm/postgresql';
import { enumColumn, idColumn, instantColumn, referenceColumn } from '../../../platform/database/columns.ts';

export const IMPORT_KINDS = ['LOANS', 'RATING_HISTORY'] as const;

/** What a file did to a portfolio, dry runs included. */
export const ImportRunEntity = defineEntity({
  name: 'ImportRun',
  tableName: 'import_runs',
  properties: {
    id: idColumn(),
    tenantId: referenceColumn('Tenant').index(),
    portfolioId: referenceColumn('Portfolio'),
    userId: referenceColumn('User').index(),
    kind: enumColumn('import_kind', IMPORT_KINDS),
    fileName: p.string().length(255),
    fileSha256: p.string().length(64),
    dryRun: p.boolean(),
    startedAt: instantColumn(),
    finishedAt: instantColumn().nullable(),
    totalRows: p.integer(),
    created: p.integer(),
    updated: p.integer(),
    failed: p.integer(),
    errorCount: p.integer(),
    before: p.json<ImpactFigures>(),
    after: p.json<ImpactFigures>(),
  },
  indexes: [{ properties: ['portfolioId', 'startedAt', 'id'] }],
});

/** The first errors of a run, in the order of the file. */
export const ImportErrorEntity = defineEntity({
  name: 'ImportError',
  tableName: 'import_errors',
  properties: {
    importRunId: referenceColumn('ImportRun').primary(),
    position: p.integer().primary(),
    row: p.integer(),
    loanId: p.string().length(50).nullable(),
    columnName: p.string().length(50).nullable(),
    code: p.string().length(50),
    message: p.text(),
  },
});

/** A book in five figures, as they stood when the run was made. */
export interface ImpactFigures {
  loanCount: number;
  totalExposure: string;
  expectedLoss: string;
  riskWeightedAssets: string;
  singleNameHhi: number | null;
}
