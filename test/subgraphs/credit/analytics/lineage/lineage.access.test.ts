import { sql } from 'kysely';
import { load } from '../../../../../src/platform/graphql/context.ts';
import type { Viewer } from '../../../../../src/platform/security/viewer.ts';
import { contributionsLoader } from '../../../../../src/subgraphs/credit/analytics/lineage/contributions.rows.ts';
import type { Figure } from '../../../../../src/subgraphs/credit/analytics/lineage/figure.ts';
import { AMOUNT } from '../../../../../src/subgraphs/credit/analytics/lineage/loan-terms.ts';
import { versionByScopeLoader } from '../../../../../src/subgraphs/credit/analytics/lineage/scope-version.loader.ts';
import type { ScopeArgs } from '../../../../../src/subgraphs/credit/analytics/scope.ts';
import { contextFor } from '../../../../support/context.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../../support/identity-fixtures.ts';
import { run } from '../../../../support/run.ts';
import { schema } from '../../ask.ts';
import { addLoans, addPortfolio, type Stored } from '../../books.ts';

const db = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
/** The manager's own; an administrator's, in the same organisation; one of another organisation; another tenant's. */
let books: Record<'own' | 'colleague' | 'otherDesk' | 'foreign', Stored>;
const EXPOSURES = { own: '1', colleague: '10', otherDesk: '100', foreign: '1000' };

beforeAll(async () => {
  ({ a, b } = await seedIdentity(db));
  const elsewhere = { organization_id: a.otherOrganizationId };
  books = {
    own: await addPortfolio(db, a.viewers.PORTFOLIO_MANAGER),
    colleague: await addPortfolio(db, a.viewers.ADMIN),
    otherDesk: await addPortfolio(db, a.viewers.ADMIN, elsewhere),
    foreign: await addPortfolio(db, b.viewers.PORTFOLIO_MANAGER),
  };
  for (const [name, amount] of Object.entries(EXPOSURES)) {
    await addLoans(db, books[name as keyof typeof books], [{ amount, borrower: name }]);
  }
});

const LINEAGE = 'summary { lineage { total rowCount contributors { borrower loan { borrower } } } }';
const BY_ID = `query ($id: ID!) { portfolio(id: $id) { analytics { ${LINEAGE} } } }`;
const TOGETHER = `query ($ids: [ID!]) { analytics(portfolioIds: $ids) { ${LINEAGE} } }`;

/** Whose loans make the exposure of all that a viewer may read. */
async function borrowersSeenBy(viewer: Viewer) {
  const { data, errors } = await run(schema, contextFor(db, viewer), TOGETHER);
  expect(errors).toEqual([]);
  const { total, rowCount, contributors } = data.analytics.summary.lineage;
  const borrowers: string[] = contributors.map(({ borrower }: { borrower: string }) => borrower);
  expect(contributors).toEqual(borrowers.map((borrower) => ({ borrower, loan: { borrower } })));
  const sum = borrowers.reduce((all, name) => all + Number(EXPOSURES[name as keyof typeof EXPOSURES]), 0);
  expect({ total, rowCount }).toEqual({ total: sum.toFixed(2), rowCount: borrowers.length });
  return borrowers;
}

test('over all portfolios: the loans that a viewer may read, and no others', async () => {
  const { VIEWER, ANALYST, PORTFOLIO_MANAGER, ADMIN, SUPER_ADMIN } = a.viewers;
  expect(await borrowersSeenBy(VIEWER)).toEqual(['colleague', 'own']);
  expect(await borrowersSeenBy(ANALYST)).toEqual(['colleague', 'own']);
  expect(await borrowersSeenBy(PORTFOLIO_MANAGER)).toEqual(['own']);
  expect(await borrowersSeenBy(ADMIN)).toEqual(['otherDesk', 'colleague', 'own']);
  expect(await borrowersSeenBy(SUPER_ADMIN)).toEqual(['foreign', 'otherDesk', 'colleague', 'own']);
});

test.each([
  ['VIEWER', 'otherDesk'],
  ['ANALYST', 'otherDesk'],
  ['PORTFOLIO_MANAGER', 'colleague'],
  ['ADMIN', 'foreign'],
] as const)('a %s gets nothing of a book that is not theirs (%s), and no loan is read', async (role, name) => {
  const context = () => contextFor(db, a.viewers[role]);
  const statements = await statementsDuring(db.orm, async () => {
    const { data } = await run(schema, context(), BY_ID, { id: books[name].id });
    expect(data).toEqual({ portfolio: null });
    const together = await run(schema, context(), TOGETHER, { ids: [books.own.id, books[name].id] });
    expect(together).toMatchObject({ data: null, errors: [{ code: 'NOT_FOUND' }] });
  });
  expect(statements.filter((text) => /\bloans\b/.test(text))).toEqual([]);
});

test('nobody who is not signed in', async () => {
  const { data, errors } = await run(schema, contextFor(db, null), TOGETHER);
  expect([data, errors[0]?.code]).toEqual([null, 'UNAUTHENTICATED']);
});

test('a viewer has no what-if, and so no lineage of one', async () => {
  const source = `{ analytics(scenario: [{ notchDown: { notches: 1 } }]) { ${LINEAGE} } }`;
  const { data, errors } = await run(schema, contextFor(db, a.viewers.VIEWER), source);
  expect([data, errors[0]?.code]).toEqual([null, 'FORBIDDEN']);
});

test("whoever asks for someone else's scope, the statements themselves find nothing", async () => {
  const exposure: Figure<ScopeArgs> = {
    ...{ formula: '', source: null, unit: 'MONEY', terms: { amount: AMOUNT } },
    adds: () => sql`l.amount`,
  };
  const loader = contributionsLoader(exposure);
  const scope = Object.values(books)
    .map(({ key }) => key)
    .join(' ');
  const args = { asOf: '2026-03-01', filter: null, scenario: [] };
  const context = contextFor(db, a.viewers.PORTFOLIO_MANAGER);
  const { totals, loans } = await load(context, loader, { parentKey: scope, args, part: '', first: 10 });
  expect(totals).toMatchObject({ rowCount: 1, sum: '1.00' });
  expect(loans.map(({ borrower }) => borrower)).toEqual(['own']);
  expect(await load(context, versionByScopeLoader, books.foreign.key)).toBe('0');
});
