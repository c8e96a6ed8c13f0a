import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import type { Viewer } from '../../src/platform/security/viewer.ts';
import type { TestDatabase } from './database.ts';

/** Portfolios of a viewer's, each with the same few loans, written straight into the tables. Returns public ids. */
export async function seedPortfolios(
  database: TestDatabase,
  owner: Viewer,
  count: number,
): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `insert into portfolios (tenant_id, organization_id, owner_id, name)
     select ?, ?, ?, 'Portfolio ' || lpad(n::text, 4, '0') from generate_series(1, ?::int) n
     returning id::text as id`,
    [owner.tenantId, owner.organizationId, owner.userId, count],
  );
  await database.query(
    `insert into loans (tenant_id, portfolio_id, loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status)
     select p.tenant_id, p.id, 'L' || n, 'Borrower ' || n, 1000 * n, 5, 'Retail', '2030-01-01', 'BBB', 'PERFORMING'
     from portfolios p, generate_series(1, 3) n where p.owner_id = ?`,
    [owner.userId],
  );
  return rows.map(({ id }) => toGlobalId('Portfolio', id));
}
