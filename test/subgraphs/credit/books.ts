import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import type { Viewer } from '../../../src/platform/security/viewer.ts';
import type { TestDatabase } from '../../support/database.ts';

/** A loan's columns, as a test writes them. */
export type LoanColumns = Record<string, string | number | null>;

const LOAN: LoanColumns = {
  borrower: 'Acme',
  amount: '100.00',
  rate: '5',
  sector: 'Retail',
  maturity_date: '2030-01-01',
  status: 'PERFORMING',
};

/** A stored row: its database key and its public id. */
export interface Stored {
  key: string;
  id: string;
}

/** A portfolio of this viewer's, in their organisation. */
export async function addPortfolio(
  database: TestDatabase,
  owner: Viewer,
  columns: Record<string, unknown> = {},
): Promise<Stored> {
  const { tenantId, organizationId, userId } = owner;
  const keys = { tenant_id: tenantId, organization_id: organizationId, owner_id: userId };
  const [row] = await insert(database, 'portfolios', [{ name: 'Book', ...keys, ...columns }]);
  return { key: row!, id: toGlobalId('Portfolio', row!) };
}

/** Loans L-001, L-002 … of a portfolio, in one statement. */
export async function addLoans(
  database: TestDatabase,
  portfolio: Stored,
  loans: LoanColumns[],
): Promise<Stored[]> {
  const [book] = await database.query<{ tenant_id: string }>(
    'select tenant_id::text from portfolios where id = ?',
    [portfolio.key],
  );
  const rows = loans.map((loan, index) => ({
    loan_id: `L-${String(index + 1).padStart(3, '0')}`,
    ...LOAN,
    ...loan,
    tenant_id: book!.tenant_id,
    portfolio_id: portfolio.key,
  }));
  const keys = await insert(database, 'loans', rows);
  return keys.map((key) => ({ key, id: toGlobalId('Loan', key) }));
}

export async function addSnapshot(
  database: TestDatabase,
  loan: Stored,
  day: string,
  rating: string,
): Promise<Stored> {
  const [row] = await database.query<{ id: string }>(
    `insert into rating_history (tenant_id, loan_id, snapshot_date, credit_rating)
     select tenant_id, id, ?, ?::credit_rating from loans where id = ? returning id::text`,
    [day, rating, loan.key],
  );
  return { key: row!.id, id: toGlobalId('RatingHistory', row!.id) };
}

/** Grade, PD, recovery and weight, as a tenant's table has them. */
export async function addDefaultRates(
  database: TestDatabase,
  tenantId: string,
  lines: [grade: string, pd: string, recovery: string, weight: string][],
): Promise<void> {
  for (const line of lines)
    await database.query('insert into default_rates values (?, ?::credit_rating, ?, ?, ?)', [
      tenantId,
      ...line,
    ]);
}

/** The keys of new rows, in their order. Rows may name different columns: what one lacks is null. */
async function insert(
  database: TestDatabase,
  table: string,
  rows: Record<string, unknown>[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const inserted = await database.query<{ id: string }>(
    `insert into ${table} (${columns.join(', ')})
     select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, ?::jsonb) returning id::text`,
    [JSON.stringify(rows)],
  );
  return inserted.map(({ id }) => id);
}
