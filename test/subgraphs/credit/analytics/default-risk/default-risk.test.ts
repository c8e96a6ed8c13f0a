import {
  defaultRiskOf,
  type RiskCell,
} from '../../../../../src/subgraphs/credit/analytics/default-risk/default-risk.ts';

const UNRATED: RiskCell = { pd: null, lgd: null, riskWeight: null, loanCount: 1, exposure: '100.00' };
const BBB: RiskCell = {
  pd: '0.010000',
  lgd: '0.450000',
  riskWeight: '1.000000',
  loanCount: 2,
  exposure: '1000000.00',
};
const B: RiskCell = { pd: '0.05', lgd: '0.45', riskWeight: '1.5', loanCount: 1, exposure: '3000000.00' };

test('without a loan sums and counts are 0, ratios null', () => {
  expect(defaultRiskOf([])).toEqual({
    portfolioPd: null,
    averageRecoveryRate: null,
    expectedLoss: '0.00',
    riskWeightedAssets: '0.00',
    unexpectedLoss: '0.00',
    irbRiskWeightedAssets: '0.00',
    unratedCount: 0,
    unratedExposure: '0.00',
    coverage: null,
  });
});

test('two grades', () => {
  expect(defaultRiskOf([BBB, B])).toEqual({
    // (1,000,000 · .01 + 3,000,000 · .05) / 4,000,000 = 160,000 / 4,000,000.
    portfolioPd: 0.04,
    averageRecoveryRate: 0.55,
    // 160,000 · .45.
    expectedLoss: '72000.00',
    // 1,000,000 · 1 + 3,000,000 · 1.5.
    riskWeightedAssets: '5500000.00',
    // 1,000,000 · .0738534411361… + 3,000,000 · .1198835271512… (K with 60 digits) = 433,504.02256…; 12.5 times
    // that is 5,418,800.28209…, while 12.5 times the rounded sum would end in .25.
    unexpectedLoss: '433504.02',
    irbRiskWeightedAssets: '5418800.28',
    unratedCount: 0,
    unratedExposure: '0.00',
    coverage: 1,
  });
});

test('the order of the cells, and whether a cell comes in parts, change nothing', () => {
  const half = { ...B, exposure: '1500000.00' };
  expect(defaultRiskOf([half, BBB, half])).toEqual(defaultRiskOf([BBB, B]));
});

test('unrated loans are counted apart, never taken as free of risk', () => {
  const risk = defaultRiskOf([BBB, { ...UNRATED, loanCount: 3, exposure: '3000000.00' }]);
  expect(risk).toMatchObject({
    portfolioPd: 0.01,
    averageRecoveryRate: 0.55,
    unratedCount: 3,
    unratedExposure: '3000000.00',
    coverage: 0.25,
  });
});

test('all unrated: the ratios over rated loans are null, coverage is 0', () => {
  expect(defaultRiskOf([UNRATED])).toMatchObject({
    portfolioPd: null,
    averageRecoveryRate: null,
    expectedLoss: '0.00',
    unratedCount: 1,
    unratedExposure: '100.00',
    coverage: 0,
  });
});

test('where default is certain all of the loss is expected', () => {
  expect(defaultRiskOf([{ ...B, pd: '1.000000' }])).toMatchObject({
    portfolioPd: 1,
    expectedLoss: '1350000.00',
    unexpectedLoss: '0.00',
    irbRiskWeightedAssets: '0.00',
  });
});

test('rounds once, half to even: .10 · .5 · .5 = .025 → .02, twice that is .05', () => {
  const cell = { ...B, exposure: '0.10', pd: '0.5', lgd: '0.5' };
  expect(defaultRiskOf([cell]).expectedLoss).toBe('0.02');
  expect(defaultRiskOf([cell, cell]).expectedLoss).toBe('0.05');
});

test('no digit is lost at a trillion loans of a trillion', () => {
  const cell = { ...B, exposure: '999999999999999999999999.99', pd: '0.5', lgd: '1' };
  expect(defaultRiskOf([cell]).expectedLoss).toBe('500000000000000000000000.00');
  expect(defaultRiskOf([{ ...cell, pd: '0.25' }]).expectedLoss).toBe('250000000000000000000000.00');
  expect(defaultRiskOf([{ ...cell, pd: '1' }]).expectedLoss).toBe('999999999999999999999999.99');
});
