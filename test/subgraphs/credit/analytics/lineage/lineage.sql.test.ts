import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import type { ROLES } from '../../../../../src/platform/security/viewer.ts';
import { contextFor } from '../../../../support/context.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../../support/identity-fixtures.ts';
import { run } from '../../../../support/run.ts';
import { schema } from '../../ask.ts';
import { addDefaultRates, addLoans, addPortfolio } from '../../books.ts';

const db = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
let id: string;
let foreignKey: string;
beforeAll(async () => {
  ({ a, b } = await seedIdentity(db));
  const portfolio = await addPortfolio(db, a.viewers.PORTFOLIO_MANAGER);
  await addLoans(db, portfolio, [{ credit_rating: 'B', amount: '100' }]);
  await addDefaultRates(db, a.tenantId, [['B', '0.05', '0.4', '1.5']]);
  const theirs = await addPortfolio(db, b.viewers.PORTFOLIO_MANAGER);
  await addLoans(db, theirs, [{ borrower: 'Theirs' }]);
  ({ id } = portfolio);
  foreignKey = theirs.key;
});

const asked = (fields: string, args = '') =>
  `query ($id: ID!) { portfolio(id: $id) { analytics${args} { ${fields} } } }`;
const answerTo = (role: (typeof ROLES)[number], source: string) =>
  run(schema, contextFor(db, a.viewers[role]), source, { id });

const SQL = 'sql { purpose text parameters }';
const ANALYTICS: [string, string, string][] = [
  ['summary', 'summary { totalLoans', '}'],
  ['defaultRisk', 'defaultRisk { expectedLoss', '}'],
  ['concentration', 'concentration { gini', '}'],
  ['covenants', 'covenants { loansInBreach', '}'],
  ['covenants at other limits', 'covenants(thresholds: { maxLeverage: "1" }) { loansInBreach', '}'],
  ['ratingMigration', 'ratingMigration { observations', '}'],
  ['maturity', 'maturity { weightedAverageMonths', '}'],
  ['a bucket of maturity', 'maturity { pastMaturity { loanCount', '} }'],
  ['cashFlow', 'cashFlow(months: 1) { total', '}'],
  ['health', 'health { score', '}'],
  ['breakdown', 'breakdown(by: [SECTOR]) { groupCount', '}'],
  ['a group', 'breakdown(by: [SECTOR]) { groups { loanCount', '} }'],
  ['distribution', 'distribution(of: AMOUNT, buckets: 1) { loanCount', '}'],
];

/** The first object under that name, however deep it lies. */
function found(value: unknown, name: string): unknown {
  if (value === null || typeof value !== 'object') return undefined;
  if (name in value) return (value as Record<string, unknown>)[name];
  return Object.values(value)
    .map((inner) => found(inner, name))
    .find((inner) => inner !== undefined);
}

describe.each(ANALYTICS)('%s', (_name, fields, end) => {
  test.each([
    '',
    '(filter: { sector: ["Retail"] }, scenario: [{ notchDown: { notches: 1 } }])',
  ])('shows the statements that read it, word for word %s', async (args) => {
    const { data, errors } = await answerTo('ADMIN', asked(`${fields} lineage { ${SQL} } ${end}`, args));
    expect(errors).toEqual([]);
    const shown = found(data, 'sql') as { purpose: string; text: string }[];
    expect([...new Set(shown.map(({ purpose }) => purpose))]).toEqual(['number', 'contributors']);
    const ran = await statementsDuring(db.orm, () =>
      answerTo('ADMIN', asked(`${fields} lineage { contributors { loanId } } ${end}`, args)),
    );
    expect(shown.map(({ text }) => text).filter((text) => !ran.includes(text))).toEqual([]);
    expect(ran).toHaveLength(shown.length + 1);
  });
});

describe('who may read the SQL', () => {
  const source = asked(`defaultRisk { lineage { total ${SQL} } }`);

  test.each([
    'VIEWER',
    'ANALYST',
    'PORTFOLIO_MANAGER',
  ] as const)('not a %s, who gets the rest', async (role) => {
    const withoutIt = await statementsDuring(db.orm, () =>
      answerTo(role, asked('defaultRisk { lineage { total } }')),
    );
    const statements = await statementsDuring(db.orm, async () => {
      const { data, errors } = await answerTo(role, source);
      expect(data.portfolio.analytics.defaultRisk.lineage).toEqual({ total: '3.00', sql: null });
      expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      expect(JSON.stringify(errors)).not.toMatch(/select|default_rates/);
    });
    expect(statements).toEqual(withoutIt);
  });
  test.each(['ADMIN', 'SUPER_ADMIN'] as const)('an %s, without executing it', async (role) => {
    const withoutIt = await statementsDuring(db.orm, () => answerTo(role, asked('asOf')));
    const statements = await statementsDuring(db.orm, async () => {
      const { data, errors } = await answerTo(role, asked(`concentration { lineage { ${SQL} } }`));
      expect(errors).toEqual([]);
      expect(data.portfolio.analytics.concentration.lineage.sql).toHaveLength(2);
    });
    // The concentration itself is read; nothing for its lineage.
    expect(statements).toHaveLength(withoutIt.length + 1);
  });
  test("its parameters are the caller's own keys and arguments", async () => {
    const { data } = await answerTo(
      'ADMIN',
      asked(`summary { lineage { ${SQL} } }`, '(filter: { sector: ["Retail"] })'),
    );
    const [number] = data.portfolio.analytics.summary.lineage.sql;
    const places = (number.text.match(/\$\d+/g) as string[]).map((place) => Number(place.slice(1)));
    expect(number.parameters).toHaveLength(Math.max(...places));
    const { parameters } = number as { parameters: string[] };
    expect(parameters).toContain(a.tenantId);
    expect(parameters).toContain('["Retail"]');
    expect(parameters).toContain('2026-03-01');
    expect(JSON.stringify(data)).not.toContain('Theirs');
    expect(toGlobalId('Portfolio', foreignKey)).not.toBe(id);
  });
});
