import { randomUUID } from 'node:crypto';
import { readRowKey, toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import type { Viewer } from '../../../src/platform/security/viewer.ts';
import { addLoans, addPortfolio, addSnapshot } from '../../subgraphs/credit/books.ts';
import type { TestDatabase } from '../../support/database.ts';
import type { Standing } from '../scope.ts';

/** A place where things stand: one of each type, all of one owner. What they say names the corner. */
export interface Corner {
  name: string;
  /** Null where nothing stands. */
  standing: Standing | null;
  /** Public ids by type; `loanId`, `borrower`, `documentName`: what else things are found by. */
  ids: Record<string, string>;
}

const IMPACT = {
  loanCount: 1,
  totalExposure: '1',
  expectedLoss: '1',
  riskWeightedAssets: '1',
  singleNameHhi: 1,
};

/** A portfolio with all that can hang on it, and its owner, organisation and tenant. */
export async function addCorner(database: TestDatabase, name: string, owner: Viewer): Promise<Corner> {
  const { tenantId, organizationId, userId } = owner;
  const portfolio = await addPortfolio(database, owner, {
    name: `Portfolio of-${name}`,
    description: `About of-${name}`,
  });
  const [loan, other] = await addLoans(database, portfolio, [loanOf(name, 1), loanOf(name, 2)]);
  const snapshot = await addSnapshot(database, loan!, '2025-06-30', 'A');
  await addSnapshot(database, loan!, '2025-12-31', 'BB');
  await addSnapshot(database, other!, '2025-06-30', 'B');
  await addSnapshot(database, other!, '2025-12-31', 'NR');
  const run = await addImportRun(database, { name, ids: { Portfolio: portfolio.id } }, owner);
  const document = await addDocument(database, owner);
  return {
    name,
    standing: { tenantId, organizationId, userId },
    ids: {
      Tenant: toGlobalId('Tenant', tenantId),
      Organization: toGlobalId('Organization', organizationId),
      User: toGlobalId('User', userId),
      Portfolio: portfolio.id,
      Loan: loan!.id,
      RatingHistory: snapshot.id,
      ImportRun: run,
      TrustedDocument: document.id,
      documentName: document.name,
      Borrower: toGlobalId('Borrower', `${portfolio.key}:${loanOf(name, 1).borrower}`),
      loanId: loanOf(name, 1).loan_id,
      borrower: loanOf(name, 1).borrower,
    },
  };
}

/** What the loans of a corner add up to: in every sum it shows which corners went into it. */
export const EXPOSURES: Record<string, number> = {
  mine: 3_000,
  colleague: 30_000,
  otherDesk: 300_000,
  otherTenant: 3_000_000,
};

const loanOf = (name: string, number: 1 | 2) => ({
  loan_id: `Loan ${number} of-${name}`,
  borrower: `Borrower ${number} of-${name}`,
  borrower_group: `Group of-${name}`,
  sector: `Sector of-${name}`,
  country: `Country of-${name}`,
  amount: ((EXPOSURES[name] ?? 3) / 3) * number,
  credit_rating: number === 1 ? 'BB' : null,
  debt_to_equity: 9,
  interest_coverage: 1,
  leverage_ratio: 9,
});

/** A query that somebody has registered. */
async function addDocument(database: TestDatabase, { tenantId, userId }: Viewer) {
  const name = `report-${randomUUID()}`;
  const [document] = await database.query<{ id: string }>(
    `insert into trusted_documents (tenant_id, name, version, sha256, body, description, lists, registered_by)
     values (?, ?, 1, md5(?), '{ me { id } }', '', '["me"]', ?) returning id::text`,
    [tenantId, name, name, userId],
  );
  return { id: toGlobalId('TrustedDocument', document!.id), name };
}

/** A file that came in, with its errors. */
export async function addImportRun(
  database: TestDatabase,
  { name, ids }: Pick<Corner, 'name' | 'ids'>,
  by: Viewer,
): Promise<string> {
  const portfolio = readRowKey('Portfolio', ids.Portfolio as string);
  const [run] = await database.query<{ id: string }>(
    `insert into import_runs (tenant_id, portfolio_id, user_id, kind, file_name, file_sha256, dry_run, started_at,
       finished_at, total_rows, created, updated, failed, error_count, before, after)
     select tenant_id, id, ?, 'LOANS', ?, 'hash', false, now(), now(), 2, 1, 0, 1, 1, ?::jsonb, ?::jsonb
     from portfolios where id = ? returning id::text`,
    [by.userId, `File of-${name}`, JSON.stringify(IMPACT), JSON.stringify(IMPACT), portfolio],
  );
  await database.query(
    `insert into import_errors (import_run_id, position, row, loan_id, column_name, code, message)
     values (?, 1, 2, ?, 'amount', 'MISSING', ?)`,
    [run!.id, `Row of-${name}`, `Error of-${name}`],
  );
  return toGlobalId('ImportRun', run!.id);
}
