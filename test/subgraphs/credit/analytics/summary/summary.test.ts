import {
  NO_LOANS,
  type SummaryAggregates,
  summaryOf,
} from '../../../../../src/subgraphs/credit/analytics/summary/summary.ts';

const summary = (changes: Partial<SummaryAggregates>) => summaryOf({ ...NO_LOANS, ...changes });

describe('without a loan', () => {
  test('counts and sums are 0, everything else is null', () => {
    expect(summaryOf(NO_LOANS)).toEqual({
      totalLoans: 0,
      borrowerCount: 0,
      sectorCount: 0,
      totalExposure: '0.00',
      averageAmount: null,
      minAmount: null,
      maxAmount: null,
      annualInterest: '0.00',
      averageRate: null,
      weightedAverageRate: null,
      averageRating: null,
      weightedAverageRatingFactor: null,
      weightedAverageMaturityMonths: null,
      pastMaturityCount: 0,
      performingCount: 0,
      watchListCount: 0,
      nonPerformingCount: 0,
      defaultedCount: 0,
      sectorBreakdown: [],
    });
  });
});

describe('amounts and rates', () => {
  // 100 at 4 %, 200 at 5 %, 700 at 8.5 %: T = 1000, Σr = 17.5, ΣEr = 400 + 1000 + 5950 = 7350.
  const loans = { loanCount: 3, exposure: '1000.00', rateSum: '17.5000', exposureRateSum: '7350.000000' };

  test('the plain mean of the rates is 17.5 / 3', () => {
    expect(summary(loans).averageRate).toBe('5.8333');
  });
  test('the weighted one is 7350 / 1000', () => {
    expect(summary(loans).weightedAverageRate).toBe('7.3500');
  });
  test("a year's interest is 7350 / 100", () => {
    expect(summary(loans).annualInterest).toBe('73.50');
  });
  test('the average amount is 1000 / 3', () => {
    expect(summary(loans).averageAmount).toBe('333.33');
  });
  test('halves go to the even digit: 0.125 → 0.12 and 0.375 → 0.38', () => {
    expect(summary({ loanCount: 4, exposure: '0.50' }).averageAmount).toBe('0.12');
    expect(summary({ loanCount: 4, exposure: '1.50' }).averageAmount).toBe('0.38');
    // 12.5 / 100 and 37.5 / 100.
    expect(summary({ loanCount: 1, exposureRateSum: '12.5' }).annualInterest).toBe('0.12');
    expect(summary({ loanCount: 1, exposureRateSum: '37.5' }).annualInterest).toBe('0.38');
    // 0.0001 / 2 = 0.00005 and 0.0003 / 2 = 0.00015.
    expect(summary({ loanCount: 2, rateSum: '0.0001' }).averageRate).toBe('0.0000');
    expect(summary({ loanCount: 2, rateSum: '0.0003' }).averageRate).toBe('0.0002');
  });
  test('no digit is lost at a trillion loans of a trillion', () => {
    expect(summary({ loanCount: 1, exposure: '999999999999999999999999.99' }).totalExposure).toBe(
      '999999999999999999999999.99',
    );
  });
});

describe('the average rating', () => {
  test('weighs factors, not notches: half AAA (1) and half B- (3490) is 1745.5, nearest to BB- (1766)', () => {
    const byGrade = [
      { grade: 'AAA', exposure: '500.00' },
      { grade: 'B-', exposure: '500.00' },
    ] as const;
    expect(summary({ byGrade: [...byGrade] })).toMatchObject({
      weightedAverageRatingFactor: 1745.5,
      averageRating: 'BB-',
    });
  });
  test('a tie goes to the worse: half AA+ (10) and half AA (20) is 15', () => {
    const byGrade = [
      { grade: 'AA+', exposure: '1.00' },
      { grade: 'AA', exposure: '1.00' },
    ] as const;
    expect(summary({ byGrade: [...byGrade] })).toMatchObject({
      weightedAverageRatingFactor: 15,
      averageRating: 'AA',
    });
  });
  test('loans without a grade do not weigh', () => {
    const byGrade = [
      { grade: null, exposure: '900.00' },
      { grade: 'BBB', exposure: '100.00' },
    ] as const;
    expect(summary({ byGrade: [...byGrade] })).toMatchObject({
      weightedAverageRatingFactor: 360,
      averageRating: 'BBB',
    });
  });
  test('all without a grade: null', () => {
    expect(summary({ loanCount: 1, byGrade: [{ grade: null, exposure: '900.00' }] })).toMatchObject({
      weightedAverageRatingFactor: null,
      averageRating: null,
    });
  });
});

describe('months to maturity', () => {
  test('487 days are 16 months of 365.25 / 12 days', () => {
    const loans = { liveExposure: '100.00', liveExposureDaySum: '48700.00' };
    expect(summary(loans).weightedAverageMaturityMonths).toBe(16);
  });
  test('weighted: 300 over 487 days and 100 over 0 days are 12 months', () => {
    // (300 · 16 + 100 · 0) / 400.
    const loans = { liveExposure: '400.00', liveExposureDaySum: '146100.00' };
    expect(summary(loans).weightedAverageMaturityMonths).toBe(12);
  });
  test('all on asOf: 0, not null', () => {
    expect(summary({ liveExposure: '1.00', liveExposureDaySum: '0' }).weightedAverageMaturityMonths).toBe(0);
  });
  test('all matured: null', () => {
    expect(summary({ loanCount: 2, pastMaturityCount: 2 })).toMatchObject({
      weightedAverageMaturityMonths: null,
      pastMaturityCount: 2,
    });
  });
});

describe('the sectors', () => {
  test('largest exposure first, ties by name, whatever the order they come in', () => {
    const sectors = [
      { sector: 'Retail', loanCount: 1, exposure: '5.00' },
      { sector: 'Energy', loanCount: 2, exposure: '5.00' },
      { sector: 'Steel', loanCount: 1, exposure: '10.00' },
    ];
    const expected = [
      { sector: 'Steel', count: 1, exposure: '10.00' },
      { sector: 'Energy', count: 2, exposure: '5.00' },
      { sector: 'Retail', count: 1, exposure: '5.00' },
    ];
    expect(summary({ bySector: sectors }).sectorBreakdown).toEqual(expected);
    expect(summary({ bySector: sectors.toReversed() }).sectorBreakdown).toEqual(expected);
    expect(summary({ bySector: sectors }).sectorCount).toBe(3);
  });
});
