import { inTransaction } from '../../../../src/platform/audit/audit-middleware.ts';
import type { MutationContext } from '../../../../src/platform/graphql/context.ts';
import { LoanEntity } from '../../../../src/subgraphs/credit/loan/loan.entity.ts';
import { lockLoan } from '../../../../src/subgraphs/credit/loan/lock-loan.ts';
import { loanRowOf, writeLoan } from '../../../../src/subgraphs/credit/loan/write-loan.ts';
import { contextFor, NOW } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { entriesOf } from '../ask.ts';
import { addLoans, addPortfolio, type Stored } from '../books.ts';

const database = useTestDatabase();
let tenant: TenantFixture;
let loan: Stored;

const FULL = {
  ...{ borrower_group: 'Group', credit_rating: 'BBB', country: 'UK' },
  ...{ debt_to_equity: 1, interest_coverage: '2.5', leverage_ratio: -3 },
};

/** Another value of all that may change, and null where there may be none. */
const OTHER: Record<string, string | number> = {
  ...{ loanId: 'L-9', borrower: 'Beta "B" \\ Ü', borrowerGroup: 'Other', amount: '999999999999.99' },
  ...{ rate: '6.5000', sector: 'Mining', maturityDate: '2031-02-28', creditRating: 'AA+' },
  ...{ status: 'WATCH_LIST', country: 'FR', debtToEquity: '-1.5000', interestCoverage: '0.0000' },
  ...{ leverageRatio: '10000.0000', version: 2, updatedAt: NOW },
};
const MAY_BE_NULL = [
  ...['borrowerGroup', 'creditRating', 'country', 'debtToEquity', 'interestCoverage', 'leverageRatio'],
];
const NEVER_CHANGE = ['id', 'tenantId', 'portfolioId', 'createdAt'];

const CASES: [what: string, changes: Record<string, unknown>][] = [
  ...Object.entries(OTHER).map(([name, value]) => [name, { [name]: value }] as [string, object]),
  ...MAY_BE_NULL.map((name) => [`no ${name}`, { [name]: null }] as [string, object]),
  ['all at once', OTHER],
] as [string, Record<string, unknown>][];

type Write = (changes: object, context: MutationContext) => Promise<unknown>;

const byStatement: Write = async (changes, context) => {
  const was = await lockLoan(loan.id, context);
  await writeLoan(was, { ...was, ...changes }, context);
};

const byUnitOfWork: Write = async (changes, context) => {
  const was = loanRowOf(await lockLoan(loan.id, context));
  const options = { convertCustomTypes: true, validate: false };
  context.em.assign(context.em.merge(LoanEntity, was, options), changes);
};

/** What is left of a loan and of the audit trail after a loan like any other was changed. */
async function leftBy(write: Write, columns: object, changes: object) {
  const viewer = tenant.viewers.PORTFOLIO_MANAGER;
  const portfolio = await addPortfolio(database, viewer);
  [loan] = (await addLoans(database, portfolio, [{ ...columns, created_at: '2026-01-01' }])) as [Stored];
  await database.query("update loans set updated_at = '2026-01-01 00:00:00.123456+00' where id = ?", [
    loan.key,
  ]);
  const entries = await entriesOf(database, () =>
    inTransaction(contextFor(database, viewer), (context) => write(changes, context)),
  );
  const [row] = await database.query(
    "select to_jsonb(l) - 'id' - 'portfolio_id' as row from loans l where id = ?",
    [loan.key],
  );
  for (const entry of entries) expect(entry.entityId).toBe(loan.id);
  return { row, entries: entries.map((entry) => ({ ...entry, entityId: null })) };
}

beforeAll(async () => {
  ({ a: tenant } = await seedIdentity(database));
});

test.each(
  CASES,
)('a changed loan is left as by the unit of work, in the table and in the trail: %s', async (_, changes) => {
  const left = await leftBy(byStatement, FULL, changes);
  expect(left.entries).toHaveLength(1);
  expect(left).toEqual(await leftBy(byUnitOfWork, FULL, changes));
});

test.each(MAY_BE_NULL)('so is one that had no %s', async (name) => {
  const changes = { [name]: OTHER[name] };
  expect(await leftBy(byStatement, {}, changes)).toEqual(await leftBy(byUnitOfWork, {}, changes));
});

test('what stays as it is does not count as changed', async () => {
  const { entries } = await leftBy(byStatement, FULL, { rate: '5.0000', country: 'UK', version: 2 });
  expect(entries[0]?.changes).toEqual({ version: { from: 1, to: 2 } });
});

test('no property of a loan is left out here', () => {
  const known = [...NEVER_CHANGE, ...Object.keys(OTHER)];
  expect(known.sort()).toEqual(Object.keys(LoanEntity.meta.properties).sort());
});

test('a change that the database refuses leaves no entry', async () => {
  const left = leftBy(byStatement, FULL, { amount: '0.00' });
  await expect(left).rejects.toMatchObject({ code: '23514' });
  const entries = await database.query('select 1 from audit_logs where entity_id = ?', [loan.id]);
  expect(entries).toEqual([]);
});
