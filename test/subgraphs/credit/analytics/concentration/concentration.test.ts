import fc from 'fast-check';
import { concentrationOf } from '../../../../../src/subgraphs/credit/analytics/concentration/concentration.ts';

/** What is to know of borrowers with these exposures, in cents. */
function totalsOf(cents: number[]) {
  const exposures = cents.map(BigInt).sort((a, b) => (a < b ? 1 : -1));
  const sum = (of: (exposure: bigint, place: bigint) => bigint) =>
    String(exposures.reduce((total, exposure, index) => total + of(exposure, BigInt(index + 1)), 0n));
  return {
    groupCount: exposures.length,
    exposure: sum((exposure) => exposure),
    squares: sum((exposure) => exposure * exposure),
    rankedExposure: sum((exposure, place) => exposure * place),
  };
}

const over = (cents: number[]) => concentrationOf({ BORROWER: totalsOf(cents) });

test('without a loan everything is null', () => {
  expect(concentrationOf({})).toEqual({
    singleNameHhi: null,
    sectorHhi: null,
    countryHhi: null,
    ratingHhi: null,
    borrowerGroupHhi: null,
    effectiveNames: null,
    gini: null,
  });
});

test('shares of 30, 30, 20 and 20 % have 2,600 points (US DOJ and FTC, Horizontal Merger Guidelines)', () => {
  // .3² + .3² + .2² + .2² = .26.
  expect(over([30, 30, 20, 20])).toMatchObject({ singleNameHhi: 0.26, effectiveNames: 100 / 26 });
});

test('each division has its own index', () => {
  const divisions = {
    BORROWER: totalsOf([1, 1, 1, 1]),
    SECTOR: totalsOf([3, 1]),
    COUNTRY: totalsOf([4]),
    RATING: totalsOf([2, 2]),
    BORROWER_GROUP: totalsOf([2, 1, 1]),
  };
  expect(concentrationOf(divisions)).toEqual({
    singleNameHhi: 0.25,
    effectiveNames: 4,
    gini: 0,
    // (9 + 1) / 16 and (4 + 1 + 1) / 16.
    sectorHhi: 0.625,
    countryHhi: 1,
    ratingHhi: 0.5,
    borrowerGroupHhi: 0.375,
  });
});

describe('gini', () => {
  test('of 70, 20 and 10 %: 1 + (1 − 2 · (.7 + .4 + .3)) / 3 = .4', () => {
    expect(over([20, 10, 70]).gini).toBeCloseTo(0.4, 15);
  });
  test('is half the mean of the differences between all pairs, over the mean', () => {
    const cents = fc.integer({ min: 1, max: 10 ** 9 });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 20 }), (exposures) => {
        const total = exposures.reduce((sum, exposure) => sum + exposure, 0);
        const differences = exposures.flatMap((a) => exposures.map((b) => Math.abs(a - b)));
        const expected = differences.reduce((sum, d) => sum + d, 0) / (2 * exposures.length * total);
        expect(over(exposures).gini).toBeCloseTo(expected, 12);
      }),
    );
  });
  test('is from 0 to 1 − 1/n', () => {
    expect(over([10 ** 12, 1, 1, 1]).gini).toBeCloseTo(0.75, 10);
  });
});

describe('for any book', () => {
  const names = fc.integer({ min: 1, max: 500 });
  const amount = fc.integer({ min: 1, max: 10 ** 14 });

  test('HHI is from 1/n to 1, effectiveNames its inverse', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 50 }), (exposures) => {
        const { singleNameHhi, effectiveNames } = over(exposures);
        expect(singleNameHhi).toBeGreaterThanOrEqual(1 / exposures.length);
        expect(singleNameHhi).toBeLessThanOrEqual(1);
        expect(effectiveNames! * singleNameHhi!).toBeCloseTo(1, 14);
      }),
    );
  });
  test('equal shares give exactly 1/n, and gini 0', () => {
    fc.assert(
      fc.property(names, amount, (n, each) => {
        expect(over(Array(n).fill(each))).toMatchObject({ singleNameHhi: 1 / n, effectiveNames: n, gini: 0 });
      }),
    );
  });
  test('one name gives 1, and gini 0', () => {
    fc.assert(
      fc.property(amount, (all) => {
        expect(over([all])).toMatchObject({ singleNameHhi: 1, effectiveNames: 1, gini: 0 });
      }),
    );
  });
});
