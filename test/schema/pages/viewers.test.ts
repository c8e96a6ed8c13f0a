import type { Viewer } from '../../../src/platform/security/viewer.ts';
import type { Stored } from '../../subgraphs/credit/books.ts';
import { statementsDuring } from '../../support/count-statements.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { pagesOf } from './ask-page.ts';
import { PAGES } from './pages.ts';
import { addSmallBook } from './small-book.ts';

const NAMES = Object.keys(PAGES);
const SHOCKS = { scenario: [{ rateShift: { basisPoints: '50' } }] };
const NOTHING = { data: { portfolio: null }, errors: [] };

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
let portfolio: Stored;
const as = (viewer: Viewer | null) => pagesOf(database, viewer, portfolio);
beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  portfolio = await addSmallBook(database, a.viewers.PORTFOLIO_MANAGER);
});

describe.each(NAMES)('%s', (name) => {
  test('shows nothing to who may not read the portfolio, and reads none of its loans', async () => {
    const elsewhere = { ...a.viewers.VIEWER, organizationId: a.otherOrganizationId };
    const strangers = [
      elsewhere,
      { ...elsewhere, role: 'ANALYST' as const },
      b.viewers.ANALYST,
      b.viewers.ADMIN,
    ];
    for (const viewer of strangers) {
      const statements = await statementsDuring(database.orm, async () => {
        expect(await as(viewer)(name)).toEqual(NOTHING);
      });
      expect(statements).toHaveLength(1);
    }
  });

  test('is UNAUTHENTICATED for who has not signed in', async () => {
    const { data, errors } = await as(null)(name);
    expect(data).toEqual({ portfolio: null });
    expect(errors.map(({ code }) => code)).toEqual(['UNAUTHENTICATED']);
  });
});

describe.each(['PORTFOLIO_MANAGER', 'ANALYST', 'ADMIN'] as const)('for a %s', (role) => {
  test.each(NAMES)('%s answers without an error', async (name) => {
    const { data, errors } = await as(a.viewers[role])(name);
    expect(errors).toEqual([]);
    expect(data.portfolio).toMatchObject({ name: 'Book', currency: 'GBP' });
  });

  test('what-if answers with shocks', async () => {
    const { data, errors } = await as(a.viewers[role])('what-if', SHOCKS);
    expect(errors).toEqual([]);
    // Half a percent of a million more.
    expect(data.portfolio.before.summary.annualInterest).toBe('64000.00');
    expect(data.portfolio.after.summary.annualInterest).toBe('69000.00');
  });
});

describe('for a VIEWER', () => {
  test.each(
    NAMES.filter((name) => name !== 'stress-testing'),
  )('%s answers without an error', async (name) => {
    const { data, errors } = await as(a.viewers.VIEWER)(name);
    expect(errors).toEqual([]);
    expect(data.portfolio).toMatchObject({ name: 'Book' });
  });

  test.each([
    ['stress-testing', {}],
    ['what-if', SHOCKS],
  ])('%s with shocks is FORBIDDEN, and shows no number', async (name, variables) => {
    const { data, errors } = await as(a.viewers.VIEWER)(name, variables);
    expect(data).toEqual({ portfolio: null });
    expect([...new Set(errors.map(({ code }) => code))]).toEqual(['FORBIDDEN']);
  });
});
