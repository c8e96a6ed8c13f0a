import {
  expectedLoss,
  lossGivenDefault,
  probabilityOfDefault,
  riskWeightedAssets,
} from '../../../../src/subgraphs/credit/loan/loan-risk.ts';

// 5,000,000 * 0.004 = 20,000; * (1 − 0.82) = 3,600. 5,000,000 * 0.5.
test('expected loss is E·PD·LGD, the weighted asset E·RW', () => {
  const grade = { defaultProbability: '0.0040', recoveryRate: '0.82', riskWeight: '0.50' };
  expect([probabilityOfDefault(grade), lossGivenDefault(grade)]).toEqual([0.004, 0.18]);
  expect(expectedLoss('5000000', grade)).toBe('3600.00');
  expect(riskWeightedAssets('5000000', grade)).toBe('2500000.00');
});

// 1% of these is 0.005, 0.015 and 0.025.
test.each([
  ['0.50', '0.00'],
  ['1.50', '0.02'],
  ['2.50', '0.02'],
])('rounds once, half to even: %s gives %s', (amount, money) => {
  const grade = { defaultProbability: '0.01', recoveryRate: '0', riskWeight: '0.01' };
  expect([expectedLoss(amount, grade), riskWeightedAssets(amount, grade)]).toEqual([money, money]);
});

// 0.999999² = 0.999998000001. Times 10¹² − 0.01: 999,998,000,001 − 0.00999998… = 999,998,000,000.99000002.
test('keeps every digit of a large loan', () => {
  const grade = { defaultProbability: '0.999999', recoveryRate: '0.000001', riskWeight: '100' };
  expect(expectedLoss('999999999999.99', grade)).toBe('999998000000.99');
  expect(riskWeightedAssets('999999999999.99', grade)).toBe('99999999999999.00');
});
