import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity } from '../../support/identity-fixtures.ts';
import { pagesOf } from './ask-page.ts';
import { addSmallBook } from './small-book.ts';

// Worked out by hand from small-book.ts; unexpected losses with another program's normal distribution.

const database = useTestDatabase();
let ask: ReturnType<typeof pagesOf>;
beforeAll(async () => {
  const { a } = await seedIdentity(database);
  ask = pagesOf(
    database,
    a.viewers.PORTFOLIO_MANAGER,
    await addSmallBook(database, a.viewers.PORTFOLIO_MANAGER),
  );
});

async function page(name: string, variables?: Record<string, unknown>) {
  const { data, errors } = await ask(name, variables);
  expect(errors).toEqual([]);
  return data.portfolio;
}

const analyticsOf = async (name: string, variables?: Record<string, unknown>) =>
  (await page(name, variables)).analytics;

test('risk analysis', async () => {
  const { asOf, summary, defaultRisk, byGrade, byStatus, bySector, rates } =
    await analyticsOf('risk-analysis');
  expect(asOf).toBe('2026-03-01');
  expect(summary).toMatchObject({
    ...{ totalLoans: 5, borrowerCount: 4, totalExposure: '1000000.00', averageAmount: '200000.00' },
    // 20,000 + 7,000 + 18,000 + 15,000 + 4,000, of a million.
    ...{ annualInterest: '64000.00', weightedAverageRate: '6.4000' },
    // (700 · 360 + 100 · 2,720 + 50 · 10,000) / 850, between BB+ (940) and BB (1,350), nearer to BB.
    ...{ averageRating: 'BB', weightedAverageRatingFactor: expect.closeTo(1024000 / 850, 9) },
  });
  expect(defaultRisk).toEqual({
    portfolioPd: expect.closeTo(67 / 850, 12),
    ...{
      expectedLoss: '48800.00',
      unexpectedLoss: '66549.19',
      riskWeightedAssets: '750000.00',
      coverage: 0.85,
    },
  });
  const [best, ...others] = byGrade.groups;
  expect(best).toEqual({
    ...{ keys: ['BBB'], loanCount: 2, exposure: '700000.00', share: 0.7 },
    ...{ weightedAverageRate: '5.4286', expectedLoss: '2800.00' },
  });
  expect(others.map((group: { keys: string[] }) => group.keys[0])).toEqual(['B', 'D', null]);
  expect(byStatus.groups.map((group: { exposure: string }) => group.exposure)).toEqual([
    ...['850000.00', '100000.00', '50000.00'],
  ]);
  expect(bySector.groups).toEqual([
    expect.objectContaining({ keys: ['Retail'], share: 0.55, expectedLoss: '47600.00' }),
    expect.objectContaining({ keys: ['Energy'], share: 0.45, expectedLoss: '1200.00' }),
  ]);
  // From 5 to 10 in steps of a half.
  expect(rates.map((bucket: { loanCount: number }) => bucket.loanCount)).toEqual([
    1, 0, 1, 0, 1, 0, 1, 0, 0, 1,
  ]);
});

test('risk analysis of a sector', async () => {
  const { summary } = await analyticsOf('risk-analysis', { filter: { sector: ['Energy'] } });
  expect(summary).toMatchObject({ totalLoans: 2, totalExposure: '450000.00', annualInterest: '33000.00' });
});

test('maturity', async () => {
  const { analytics, due } = await page('maturity', { first: 2 });
  const { weightedAverageMonths, pastMaturity, ladder, quarters } = analytics.maturity;
  // (400 · 365 + 100 · 45 + 300 · 915 + 150 · 1,461) / 950 days.
  expect(weightedAverageMonths).toBeCloseTo(((644150 / 950) * 12) / 365.25, 9);
  expect(pastMaturity).toEqual({ loanCount: 1, exposure: '50000.00', share: 0.05 });
  expect(ladder.map((bucket: { exposure: string }) => bucket.exposure)).toEqual([
    ...['100000.00', '0.00', '0.00', '400000.00', '450000.00', '0.00'],
  ]);
  expect(quarters).toContainEqual({ label: '2027-Q1', loanCount: 1, exposure: '400000.00' });
  expect(analytics.byBucketAndClass.groups).toEqual([
    { keys: ['past maturity', 'CCC and below'], exposure: '50000.00' },
    { keys: ['0–3', 'B'], exposure: '100000.00' },
    { keys: ['12–24', 'Investment Grade'], exposure: '400000.00' },
    { keys: ['24–60', 'Investment Grade'], exposure: '300000.00' },
    { keys: ['24–60', 'Unrated'], exposure: '150000.00' },
  ]);
  expect(due.totalCount).toBe(5);
  expect(due.nodes.map((loan: { loanId: string }) => loan.loanId)).toEqual(['L-005', 'L-002']);
  const next = await page('maturity', { dueFrom: '2026-03-01', after: due.pageInfo.endCursor, first: 1 });
  expect(next.due).toMatchObject({ totalCount: 4, nodes: [{ loanId: 'L-001' }] });
});

test('concentration', async () => {
  const { concentration, byGroup, byClass } = await analyticsOf('concentration', { top: 1 });
  expect(concentration).toEqual({
    // .5² + .3² + .15² + .05²; the group has no other borrower than Acme.
    ...{ singleNameHhi: 0.365, borrowerGroupHhi: 0.365, effectiveNames: expect.closeTo(1 / 0.365, 12) },
    // 1 + (1 − 2 · (.5 + .6 + .45 + .2)) / 4
    gini: expect.closeTo(0.375, 12),
    ...{ sectorHhi: 0.505, countryHhi: 0.395, ratingHhi: 0.525 },
    topExposures: [{ borrower: 'Acme', exposure: '500000.00', share: 0.5, loanCount: 2 }],
  });
  expect(byGroup).toMatchObject({ groupCount: 2, groups: [{ keys: ['Acme Group'], exposure: '500000.00' }] });
  expect(byClass.groups.map((group: { share: number }) => group.share)).toEqual([0.7, 0.1, 0.05, 0.15]);
});

test('borrower search', async () => {
  const { borrowers, chosen } = await page('borrower-search', { search: 'O', chosen: 'Acme' });
  expect(borrowers).toMatchObject({ totalCount: 2, nodes: [{ name: 'Bolt' }, { name: 'Cog' }] });
  // (400 · 360 + 100 · 2,720) / 500 = 832, nearer to BB+ (940) than to BBB- (610).
  expect(chosen).toMatchObject({
    ...{
      name: 'Acme',
      group: 'Acme Group',
      loanCount: 2,
      performingCount: 1,
      exposure: '500000.00',
      share: 0.5,
    },
    ...{ weightedAverageRate: '5.4000', averageRating: 'BB+' },
    loans: {
      nodes: [
        { loanId: 'L-001', expectedLoss: '1600.00' },
        { loanId: 'L-002', expectedLoss: '6000.00' },
      ],
    },
  });
  expect(await page('borrower-search')).toMatchObject({ borrowers: { totalCount: 4 }, chosen: null });
});

test('cash flow', async () => {
  const { summary, cashFlow, principalByYear, maturity } = await analyticsOf('cash-flow', { months: 3 });
  expect(summary).toMatchObject({ annualInterest: '64000.00' });
  // The overdue loan pays nothing; the second loan none after April.
  expect(cashFlow).toEqual([
    { month: '2026-03-01', interest: '5000.00', principal: '0.00', total: '5000.00' },
    { month: '2026-04-01', interest: '5000.00', principal: '100000.00', total: '105000.00' },
    { month: '2026-05-01', interest: '4416.67', principal: '0.00', total: '4416.67' },
  ]);
  expect(principalByYear.groups).toContainEqual({ keys: ['2027'], loanCount: 1, exposure: '400000.00' });
  expect(maturity.pastMaturity).toEqual({ loanCount: 1, exposure: '50000.00' });
});

test('stress testing', async () => {
  const { base, mild, severe } = await page('stress-testing');
  expect(base.summary).toMatchObject({ annualInterest: '64000.00', defaultedCount: 1 });
  expect(base.defaultRisk).toMatchObject({
    expectedLoss: '48800.00',
    averageRecoveryRate: expect.closeTo(47 / 85, 12),
  });
  // BBB is B with a PD of 15 %, B is D: 700,000 · .15 · .6 + 100,000 · .8 + 50,000 · .8.
  expect(mild.summary).toMatchObject({ annualInterest: '74000.00', defaultedCount: 1 });
  expect(mild.defaultRisk).toMatchObject({ expectedLoss: '183000.00' });
  // All that had a grade is D, which recovers no more than it did; the largest loan of five is in default.
  expect(severe.summary).toMatchObject({ annualInterest: '94000.00', defaultedCount: 2, averageRating: 'D' });
  expect(severe.defaultRisk).toMatchObject({
    portfolioPd: 1,
    expectedLoss: '680000.00',
    unexpectedLoss: '0.00',
  });
  expect(severe.bySector.groups).toMatchObject([
    { keys: ['Energy'], expectedLoss: '240000.00' },
    { keys: ['Retail'], expectedLoss: '440000.00' },
  ]);
});

test('portfolio health', async () => {
  const { health, concentration, byGrade, bySector } = await analyticsOf('portfolio-health');
  expect(health).toEqual({
    // .3 · 60 + .3 · 48.75 + .25 · 60 + .15 · 70
    ...{ score: expect.closeTo(58.125, 9), level: 'MONITOR' },
    ...{ performance: 60, quality: 48.75, concentration: 60, maturity: 70 },
  });
  expect(concentration.singleNameHhi).toBe(0.365);
  expect(byGrade.groups[0]).toEqual({ keys: ['BBB'], loanCount: 2 });
  expect(bySector.groups[0]).toMatchObject({ keys: ['Retail'], loanCount: 3, performingCount: 1 });
});

test('watch list', async () => {
  const { watched, loans, warnings } = await page('watch-list', { ratingsFrom: '2025-02-01' });
  expect(watched.summary).toMatchObject({
    totalLoans: 2,
    totalExposure: '150000.00',
    annualInterest: '11000.00',
  });
  expect(watched.defaultRisk).toEqual({ expectedLoss: '46000.00', unratedCount: 0 });
  expect(loans.nodes).toMatchObject([
    { loanId: 'L-002', ratingHistory: [{ snapshotDate: '2025-07-01', creditRating: 'B' }] },
    { loanId: 'L-005', expectedLoss: '40000.00' },
  ]);
  expect(loans.nodes[0].covenantBreaches).toEqual([
    // (3.5 − 4) / 3.5, and (2 − 2.5) / 2.5.
    { covenant: 'DEBT_TO_EQUITY', value: '4.0000', limit: '3.5000', headroom: expect.closeTo(-1 / 7, 12) },
    { covenant: 'INTEREST_COVERAGE', value: '2.0000', limit: '2.5000', headroom: -0.2 },
  ]);
  expect(warnings.covenants).toMatchObject({
    ...{ loansInBreach: 1, breachedExposure: '300000.00' },
    breachedLoans: { nodes: [{ loanId: 'L-003', breaches: [{ covenant: 'LEVERAGE', value: '5.0000' }] }] },
  });
});

test('report', async () => {
  const { owner, organization, analytics, watchList } = await page('report', { months: 2 });
  expect([owner.fullName, organization.name]).toEqual(['PORTFOLIO_MANAGER of a', 'Desk a']);
  expect(analytics.summary).toMatchObject({
    minAmount: '50000.00',
    maxAmount: '400000.00',
    pastMaturityCount: 1,
  });
  expect(analytics.defaultRisk).toMatchObject({
    ...{ unratedCount: 1, unratedExposure: '150000.00', irbRiskWeightedAssets: '831864.86' },
  });
  expect(analytics.health.score).toBeCloseTo(58.125, 9);
  expect(analytics.byCountry.groups.map((group: { share: number }) => group.share)).toEqual([
    0.5, 0.35, 0.15,
  ]);
  expect(analytics.cashFlow[1].total).toBe('105000.00');
  expect(analytics.covenants).toMatchObject({ loansInBreach: 3, breachedExposure: '450000.00' });
  expect(analytics.ratingMigration).toMatchObject({ observations: 5, downgrades: 2, fallenAngels: 1 });
  expect(watchList).toMatchObject({ nodes: [{ loanId: 'L-002' }, { loanId: 'L-005' }] });
});

test('amortisation', async () => {
  const { loan } = await page('amortisation', { frequency: 'QUARTERLY' });
  // 400,000 at 1.25 % a quarter: (1 − 1.0125⁻⁴) / .0125 payments.
  expect(loan.schedule).toMatchObject({ totalInterest: '12577.63', totalPrincipal: '400000.00' });
  expect(loan.schedule.payments).toEqual([
    payment(1, '2026-06-01', '103144.41', '5000.00', '98144.41', '301855.59'),
    payment(2, '2026-09-01', '103144.41', '3773.19', '99371.22', '202484.37'),
    payment(3, '2026-12-01', '103144.41', '2531.05', '100613.36', '101871.01'),
    payment(4, '2027-03-01', '103144.40', '1273.39', '101871.01', '0.00'),
  ]);
  // 1.25 % of 400, 300, 200 and 100 thousand; and four times of 400.
  expect(loan.straightLine.totalInterest).toBe('12500.00');
  expect(loan.annuity.totalInterest).toBe('12577.63');
  expect(loan.bullet.totalInterest).toBe('20000.00');
});

const payment = (
  number: number,
  date: string,
  total: string,
  interest: string,
  principal: string,
  balance: string,
) => ({
  ...{ number, date, payment: total, interest, principal, balance },
});

test('what-if', async () => {
  const sale = { removeLoan: { loanId: 'L-005' } };
  const upgrade = { changeLoan: { loanId: 'L-002', creditRating: 'BBB' } };
  const { before, after } = await page('what-if', { scenario: [sale, upgrade] });
  expect(before.summary).toMatchObject({ totalLoans: 5, totalExposure: '1000000.00' });
  expect(before.defaultRisk.expectedLoss).toBe('48800.00');
  expect(after.summary).toMatchObject({
    totalLoans: 4,
    totalExposure: '950000.00',
    annualInterest: '60000.00',
  });
  // 800,000 of BBB: 1 % of which 40 % are lost.
  expect(after.defaultRisk).toMatchObject({
    portfolioPd: 0.01,
    expectedLoss: '3200.00',
    riskWeightedAssets: '600000.00',
  });
  expect(after.covenants).toEqual({ loansInBreach: 2, breachedExposure: '400000.00' });
});

test('what-if before anything was changed', async () => {
  const { before, after } = await page('what-if');
  const { asOf: _, ...figures } = before;
  expect(after).toEqual(figures);
});

test('default probability', async () => {
  const { defaultRisk, defaultedAsD, byGrade, bySector, pds } = await analyticsOf('default-probability', {
    top: 2,
  });
  expect(defaultRisk).toMatchObject({
    ...{ portfolioPd: expect.closeTo(67 / 850, 12), averageRecoveryRate: expect.closeTo(47 / 85, 12) },
    ...{ expectedLoss: '48800.00', unexpectedLoss: '66549.19', irbRiskWeightedAssets: '831864.86' },
    topRiskyLoans: [
      { loanId: 'L-005', pd: 1, lgd: 0.8, expectedLoss: '40000.00' },
      { loanId: 'L-002', pd: 0.1, lgd: 0.6, expectedLoss: '6000.00' },
    ],
  });
  expect(defaultedAsD).toEqual({ portfolioPd: defaultRisk.portfolioPd, expectedLoss: '48800.00' });
  expect(byGrade.groups.map((group: { averagePd: number }) => group.averagePd)).toEqual([0.01, 0.1, 1, null]);
  expect(bySector.groups[0]).toMatchObject({ keys: ['Retail'], averagePd: expect.closeTo(64 / 550, 12) });
  // Twenty steps from 1 % to 100 %.
  expect(pds.map((bucket: { loanCount: number }) => bucket.loanCount)).toEqual([
    2,
    1,
    ...Array(17).fill(0),
    1,
  ]);
});

test('geography', async () => {
  const { analytics, loans } = await page('geography', { country: ['Germany'] });
  expect(analytics.concentration.countryHhi).toBe(0.395);
  expect(analytics.byCountry.groups).toMatchObject([
    { keys: ['United Kingdom'], loanCount: 2, borrowerCount: 1, share: 0.5, expectedLoss: '7600.00' },
    {
      keys: ['Germany'],
      loanCount: 2,
      borrowerCount: 2,
      performingCount: 1,
      share: 0.35,
      expectedLoss: '41200.00',
    },
    { keys: [null], loanCount: 1, share: 0.15, averageRating: null, averagePd: null, expectedLoss: '0.00' },
  ]);
  expect(analytics.byCountryAndSector.groups).toContainEqual({
    keys: ['Germany', 'Retail'],
    exposure: '50000.00',
  });
  expect(loans.nodes.map((loan: { loanId: string }) => loan.loanId)).toEqual(['L-003', 'L-005']);
});

test('covenants', async () => {
  const { covenants, interestCoverage } = await analyticsOf('covenants', { minBreaches: 2 });
  expect(covenants).toMatchObject({
    ...{ totalBreaches: 6, debtToEquityBreaches: 2, interestCoverageBreaches: 2, leverageBreaches: 2 },
    ...{ loansInBreach: 3, loansInMultipleBreach: 2, breachedExposure: '450000.00' },
    untested: [{ covenant: 'DEBT_TO_EQUITY', count: 1 }, { count: 0 }, { count: 0 }],
    breachedLoans: { totalCount: 2, nodes: [{ loanId: 'L-002' }, { loanId: 'L-005' }] },
  });
  // From 1 to 5 in steps of a fifth.
  const places = interestCoverage.flatMap((bucket: { loanCount: number }, place: number) =>
    bucket.loanCount > 0 ? [place] : [],
  );
  expect(places).toEqual([0, 5, 10, 15, 19]);
  const strict = await analyticsOf('covenants', {
    thresholds: { minInterestCoverage: '4.5' },
    covenant: ['INTEREST_COVERAGE'],
  });
  expect(strict.covenants).toMatchObject({ interestCoverageBreaches: 4, breachedLoans: { totalCount: 4 } });
});

test('rating migration', async () => {
  const { ratingMigration } = await analyticsOf('rating-migration', { direction: ['DOWNGRADE'] });
  expect(ratingMigration).toMatchObject({
    ...{
      from: '2025-01-01',
      to: '2025-07-01',
      observations: 5,
      upgrades: 1,
      downgrades: 2,
      stable: 1,
      withdrawn: 1,
    },
    ...{ defaults: 1, fallenAngels: 1, fallenAngelExposure: '100000.00', risingStars: 1 },
  });
  const [fromBbb, fromB] = ratingMigration.transitionMatrix;
  const at = (row: { probabilities: number[] }, grade: string) =>
    row.probabilities[ratingMigration.grades.indexOf(grade)];
  expect(fromBbb).toMatchObject({ from: 'BBB', observations: 3, withdrawnCount: 1 });
  expect([at(fromBbb, 'BBB'), at(fromBbb, 'B')]).toEqual([
    expect.closeTo(1 / 3, 12),
    expect.closeTo(1 / 3, 12),
  ]);
  expect([at(fromB, 'BBB'), at(fromB, 'D')]).toEqual([0.5, 0.5]);
  expect(ratingMigration.periods).toMatchObject([
    { months: expect.closeTo(181 / 30.4375, 9), observations: 5 },
  ]);
  // BBB to B is six notches, B to D seven.
  expect(ratingMigration.notchChanges).toEqual([-6, 0, 6, 7].map((notches) => ({ notches, count: 1 })));
  expect(ratingMigration.moves.nodes).toMatchObject([
    { loan: { loanId: 'L-002' }, notches: 6 },
    { loan: { loanId: 'L-005' }, to: 'D' },
  ]);
});
