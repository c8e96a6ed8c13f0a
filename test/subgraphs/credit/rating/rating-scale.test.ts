import { Decimal } from '../../../../src/platform/decimal.ts';
import {
  CREDIT_RATINGS,
  isInvestmentGrade,
  nearestGrade,
  notchOf,
  parseCreditRating,
  parseRatingOrWithdrawn,
  ratingFactor,
} from '../../../../src/subgraphs/credit/rating/rating-scale.ts';

test('22 grades, best first', () => {
  expect(CREDIT_RATINGS).toHaveLength(22);
  expect(new Set(CREDIT_RATINGS).size).toBe(22);
  expect(notchOf('AAA')).toBe(0);
  expect(notchOf('D')).toBe(21);
  // The pattern that the scale was published with.
  for (const grade of CREDIT_RATINGS) expect(grade).toMatch(/^(?:AAA|(?:AA|A|BBB|BB|B|CCC)[+-]?|CC|C|D)$/);
});

test.each([
  [' bbb+ ', 'BBB+'],
  ['D', 'D'],
  ['aaa', 'AAA'],
])('%j is a grade', (text, grade) => expect(parseCreditRating(text)).toBe(grade));

test.each([
  '',
  'NR',
  'AAA+',
  'AAA-',
  'CC+',
  'DD',
  'BBB +',
  'Baa1',
  'constructor',
  'BBB−',
])('%j is no grade', (text) => expect(parseCreditRating(text)).toBeNull());

test('a history also holds NR', () => {
  expect(parseRatingOrWithdrawn(' nr ')).toBe('NR');
  expect(parseRatingOrWithdrawn('b-')).toBe('B-');
  expect(parseRatingOrWithdrawn('')).toBeNull();
});

test("Moody's factors", () => {
  expect(CREDIT_RATINGS.map(ratingFactor).join(' ')).toBe(
    '1 10 20 40 70 120 180 260 360 610 940 1350 1766 2220 2720 3490 4770 6500 8070 10000 10000 10000',
  );
});

test('investment grade ends at BBB-', () => {
  expect(CREDIT_RATINGS.filter(isInvestmentGrade).at(-1)).toBe('BBB-');
  expect(isInvestmentGrade('BB+')).toBe(false);
});

describe('nearestGrade', () => {
  test.each(CREDIT_RATINGS.slice(0, -3))('%s is nearest to its own factor', (grade) =>
    expect(nearestGrade(new Decimal(ratingFactor(grade)))).toBe(grade));

  test.each([
    ['0', 'AAA'],
    // Halfway between 1 and 10, 10 and 20, 360 and 610.
    ['5.4999', 'AAA'],
    ['5.5', 'AA+'],
    ['15', 'AA'],
    ['484.999999999999999999999', 'BBB'],
    ['485', 'BBB-'],
    // CC, C and D share 10,000.
    ['9034.9', 'CCC-'],
    ['9035', 'D'],
    ['10000', 'D'],
  ])('%s is nearest to %s, a tie to the worse', (factor, grade) =>
    expect(nearestGrade(new Decimal(factor))).toBe(grade));
});
