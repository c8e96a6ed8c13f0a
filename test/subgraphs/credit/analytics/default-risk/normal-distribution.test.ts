import { normalCdf } from '../../../../../src/subgraphs/credit/analytics/default-risk/normal-cdf.ts';
import { normalQuantile } from '../../../../../src/subgraphs/credit/analytics/default-risk/normal-quantile.ts';

/** Within 4 units in the last of a double's 53 bits. */
const expectAlmost = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.abs(expected) * 4 * Number.EPSILON);

// Summed from the series ½ + φ(x)·Σ x^(2k+1)/(1·3·…·(2k+1)) with 120 digits.
const CDF: [number, number][] = [
  [-8, 6.220960574271784e-16],
  [-6, 9.86587645037698e-10],
  [-3.5, 0.00023262907903552504],
  [-2, 0.02275013194817921],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [0, 0.5],
  [0.25, 0.5987063256829237],
  [0.66, 0.7453730853286639],
  [0.67, 0.7485711049046899],
  [1.5, 0.9331927987311419],
  [3, 0.9986501019683699],
  [5.6, 0.9999999892824097],
  [5.7, 0.9999999940096286],
  [7, 0.9999999999987201],
];
// Bisected from that series.
const QUANTILES: [number, number][] = [
  [1e-12, -7.034483825301132],
  [0.0003, -3.431614403623269],
  [0.001, -3.0902323061678136],
  [0.01, -2.326347874040841],
  [0.05, -1.6448536269514726],
  [0.074, -1.4466320671589785],
  [0.076, -1.4325027208258116],
  [0.3, -0.5244005127080408],
  [0.5, 0],
  [0.75, 0.6744897501960817],
  [0.9, 1.2815515655446004],
];

test.each(CDF)('N(%d)', (x, expected) => expectAlmost(normalCdf(x), expected));

test('N ends at 0 and 1', () => {
  expect([normalCdf(-40), normalCdf(40)]).toEqual([0, 1]);
});

test.each(QUANTILES)('the quantile of %d', (p, expected) => expectAlmost(normalQuantile(p), expected));

test('the quantile undoes N', () => {
  for (let x = -8; x <= 0; x += 0.01) {
    expect(normalQuantile(normalCdf(x))).toBeCloseTo(x, 13);
    expect(normalQuantile(1 - normalCdf(x / 3))).toBeCloseTo(-x / 3, 12);
  }
});
