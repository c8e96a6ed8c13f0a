import { type CovenantRatios, covenantBreaches } from '../../../../src/subgraphs/credit/loan/covenants.ts';

const ratios = (changes: Partial<CovenantRatios>): CovenantRatios => ({
  debtToEquity: null,
  interestCoverage: null,
  leverageRatio: null,
  ...changes,
});

test('the default limits, each beyond by a fifth or a quarter', () => {
  // (3.5 − 4.2) / 3.5 = −0.2; (2.0 − 2.5) / 2.5 = −0.2; (4 − 5) / 4 = −0.25.
  expect(covenantBreaches({ debtToEquity: '4.2', interestCoverage: '2.0', leverageRatio: '5' })).toEqual([
    { covenant: 'DEBT_TO_EQUITY', value: '4.2000', limit: '3.5000', headroom: -0.2 },
    { covenant: 'INTEREST_COVERAGE', value: '2.0000', limit: '2.5000', headroom: -0.2 },
    { covenant: 'LEVERAGE', value: '5.0000', limit: '4.0000', headroom: -0.25 },
  ]);
});

test('at the limit complies, the next ten-thousandth does not', () => {
  expect(covenantBreaches({ debtToEquity: '3.5', interestCoverage: '2.5', leverageRatio: '4' })).toEqual([]);
  const next = covenantBreaches({
    debtToEquity: '3.5001',
    interestCoverage: '2.4999',
    leverageRatio: '4.0001',
  });
  expect(next.map(({ covenant }) => covenant)).toEqual(['DEBT_TO_EQUITY', 'INTEREST_COVERAGE', 'LEVERAGE']);
});

test('a missing ratio is not tested', () => expect(covenantBreaches(ratios({}))).toEqual([]));

test('negative debt to equity and leverage are breaches, zero is not', () => {
  const negative = covenantBreaches(ratios({ debtToEquity: '-0.1', leverageRatio: '-12' }));
  expect(negative.map(({ headroom }) => headroom)).toEqual([-1, -1]);
  expect(covenantBreaches(ratios({ debtToEquity: '0', leverageRatio: '0' }))).toEqual([]);
});

// (−0.5 − 2.5) / 2.5 = −1.2: low coverage is measured, not capped.
test('negative coverage is as far below as it is', () => {
  expect(covenantBreaches(ratios({ interestCoverage: '-0.5' }))[0]?.headroom).toBe(-1.2);
});

test('limits of the caller; null and left out mean the default', () => {
  const loan = { debtToEquity: '3', interestCoverage: '3', leverageRatio: '4.5' };
  const limits = { maxDebtToEquity: '2', minInterestCoverage: '4', maxLeverage: null };
  // (2 − 3) / 2; (3 − 4) / 4; (4 − 4.5) / 4.
  expect(covenantBreaches(loan, limits).map(({ headroom }) => headroom)).toEqual([-0.5, -0.25, -0.125]);
  expect(covenantBreaches(loan, {}).map(({ covenant }) => covenant)).toEqual(['LEVERAGE']);
  expect(covenantBreaches(loan, null)).toHaveLength(1);
});

test('no headroom where the limit is 0', () => {
  const limits = { maxDebtToEquity: '0', minInterestCoverage: '0', maxLeverage: '0.0' };
  const loan = { debtToEquity: '1', interestCoverage: '-1', leverageRatio: '-1' };
  expect(covenantBreaches(loan, limits).map(({ headroom }) => headroom)).toEqual([null, null, null]);
});
