import type { GraphContext } from '../../../../src/platform/graphql/context.ts';
import type { RoleName, Viewer } from '../../../../src/platform/security/viewer.ts';
import { contextFor, NOW } from '../../../support/context.ts';
import type { TestDatabase } from '../../../support/database.ts';

/** A tenant with one organisation and one user, who is the viewer. */
export interface Lender {
  tenantKey: string;
  viewer: Viewer;
}

const LOAN = {
  borrower: 'Acme',
  amount: '100.00',
  rate: '5',
  sector: 'Retail',
  maturity_date: '2030-01-01',
  credit_rating: null as string | null,
  status: 'PERFORMING',
};
type Gap = 'country' | 'borrower_group' | 'debt_to_equity' | 'interest_coverage' | 'leverage_ratio';
export type LoanRow = Partial<typeof LOAN & Record<Gap, string | null>>;

/** The day on which these tests happen: that of their clock. */
export const TODAY = NOW.slice(0, 10);

export async function addLender(db: TestDatabase, name: string, role: RoleName = 'ANALYST'): Promise<Lender> {
  const tenantKey = await insert(db, 'tenants', { name });
  const organizationId = await insert(db, 'organizations', { tenant_id: tenantKey, name });
  const user = { username: name, email: `${name}@example.com`, password_hash: '-', role };
  const userId = await insert(db, 'users', {
    ...user,
    tenant_id: tenantKey,
    organization_id: organizationId,
  });
  const keys = { userId, organizationId, tenantId: tenantKey, sessionId: null };
  return { tenantKey, viewer: { ...keys, username: name, role, persistedOnly: false } };
}

/** The key of a new portfolio that holds these loans. */
export async function addPortfolio(
  db: TestDatabase,
  { tenantKey, viewer }: Lender,
  loans: LoanRow[] = [],
  currency = 'GBP',
): Promise<string> {
  const portfolioKey = await insert(db, 'portfolios', {
    tenant_id: tenantKey,
    organization_id: viewer.organizationId,
    owner_id: viewer.userId,
    name: 'Book',
    currency,
  });
  for (const [index, loan] of loans.entries()) {
    const keys = { tenant_id: tenantKey, portfolio_id: portfolioKey, loan_id: `L-${index + 1}` };
    await insert(db, 'loans', { ...LOAN, ...loan, ...keys });
  }
  return portfolioKey;
}

export async function addDefaultRate(
  db: TestDatabase,
  { tenantKey }: Lender,
  [grade, pd, recovery, weight]: [string, string, string, string],
): Promise<void> {
  await db.query('insert into default_rates values (?, ?, ?, ?, ?)', [
    tenantKey,
    grade,
    pd,
    recovery,
    weight,
  ]);
}

export const contextOf = (db: TestDatabase, { viewer }: Lender): GraphContext => contextFor(db, viewer);

async function insert(db: TestDatabase, table: string, values: Record<string, unknown>): Promise<string> {
  const columns = Object.keys(values);
  const places = columns.map(() => '?');
  const [row] = await db.query<{ id: string }>(
    `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')}) returning id::text`,
    Object.values(values),
  );
  return (row as { id: string }).id;
}
