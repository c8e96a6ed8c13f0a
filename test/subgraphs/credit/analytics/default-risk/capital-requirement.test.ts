import fc from 'fast-check';
import { capitalRequirement } from '../../../../../src/subgraphs/credit/analytics/default-risk/capital-requirement.ts';

// BCBS128 annex 5, "Illustrative IRB risk weights": corporate exposures, LGD 45 %, M = 2.5; PD % → 12.5 · K in %.
// The formula with 60 digits gives 114.8542, 149.8544 and 221.5334 where the table prints 114.86, 149.86 and 221.54:
// hence .01 to either side.
test.each([
  [0.03, 14.44],
  [0.05, 19.65],
  [0.1, 29.65],
  [0.25, 49.47],
  [0.4, 62.72],
  [0.5, 69.61],
  [0.75, 82.78],
  [1, 92.32],
  [1.3, 100.95],
  [1.5, 105.59],
  [2, 114.86],
  [2.5, 122.16],
  [3, 128.44],
  [4, 139.58],
  [5, 149.86],
  [6, 159.61],
  [10, 193.09],
  [15, 221.54],
  [20, 238.23],
])('PD %d %% weighs %d %%, as published', (pdPercent, weightPercent) => {
  expect(Math.abs(1250 * capitalRequirement(pdPercent / 100, 0.45) - weightPercent)).toBeLessThan(0.01);
});

test.each([
  // The formula worked out with 60 digits.
  [0.01, 0.45, 0.07385344111364112],
  [0.02, 0.6, 0.12251117734213333],
  [0.5, 0.45, 0.1742952973998779],
  [0.99, 0.4, 0.0040269556039814],
])('K(%d, %d) to 13 places', (pd, lgd, expected) => {
  expect(capitalRequirement(pd, lgd)).toBeCloseTo(expected, 13);
});

test('a PD below .0003 counts as .0003', () => {
  expect(capitalRequirement(0, 0.45)).toBe(capitalRequirement(0.0003, 0.45));
  expect(capitalRequirement(0.00029, 0.45)).toBe(capitalRequirement(0.0003, 0.45));
  expect(capitalRequirement(0.00031, 0.45)).toBeGreaterThan(capitalRequirement(0.0003, 0.45));
});

test('a certain default needs none, nor does a loan that loses nothing', () => {
  expect(capitalRequirement(1, 0.45)).toBe(0);
  expect(capitalRequirement(0.02, 0)).toBe(0);
});

test('K is from 0 to LGD, proportional to LGD', () => {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fraction, fraction, (pd, lgd) => {
      const k = capitalRequirement(pd, lgd);
      expect(k).toBeGreaterThanOrEqual(0);
      expect(k).toBeLessThanOrEqual(lgd);
      expect(k).toBeCloseTo(lgd * capitalRequirement(pd, 1), 14);
    }),
  );
});
