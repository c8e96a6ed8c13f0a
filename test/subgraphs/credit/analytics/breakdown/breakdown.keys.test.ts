import { toGlobalId } from '../../../../../src/platform/graphql/global-id.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';
import { askBreakdowns } from './ask-breakdown.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
});
const { breakdownOf, keysOf } = askBreakdowns(db, () => lender);

describe('the keys of a dimension, in its own order; a missing one last', () => {
  const ascending = (by: string) => `by: [${by}], orderBy: { by: KEY, direction: ASC }`;

  test.each<[string, keyof LoanRow, (string | null)[]]>([
    ['SECTOR', 'sector', ['Retail', 'energy', 'Ärzte']],
    ['COUNTRY', 'country', ['FR', 'UK', null]],
    ['CREDIT_RATING', 'credit_rating', ['AAA', 'AA+', 'A', 'BBB-', 'BB+', 'D', null]],
    ['STATUS', 'status', ['PERFORMING', 'WATCH_LIST', 'NON_PERFORMING', 'DEFAULTED']],
    ['BORROWER', 'borrower', ['Acme', 'Bolt', 'acme']],
    ['BORROWER_GROUP', 'borrower_group', ['A', 'B', null]],
  ])('%s', async (dimension, column, keys) => {
    const loans = keys.toReversed().map((key) => ({ [column]: key }));
    expect(await keysOf(loans, ascending(dimension))).toEqual(keys.map((key) => [key]));
  });

  test.each([
    ['Investment Grade', ['AAA', 'BBB-']],
    ['BB', ['BB+', 'BB', 'BB-']],
    ['B', ['B+', 'B', 'B-']],
    ['CCC and below', ['CCC+', 'CCC', 'CCC-', 'CC', 'C', 'D']],
    ['Unrated', [null]],
  ])('RATING_CLASS %s', async (label, grades) => {
    const loans = grades.map((credit_rating) => ({ credit_rating }));
    expect(await keysOf(loans, 'by: [RATING_CLASS]')).toEqual([[label]]);
  });
  test('RATING_CLASS, best first', async () => {
    const loans = [null, 'D', 'B', 'BB', 'A'].map((credit_rating) => ({ credit_rating }));
    const classes = ['Investment Grade', 'BB', 'B', 'CCC and below', 'Unrated'];
    expect(await keysOf(loans, ascending('RATING_CLASS'))).toEqual(classes.map((label) => [label]));
  });

  test('MATURITY_YEAR', async () => {
    const loans = ['2200-12-31', '2026-12-31', '1900-01-01'].map((maturity_date) => ({ maturity_date }));
    expect(await keysOf(loans, ascending('MATURITY_YEAR'))).toEqual([['1900'], ['2026'], ['2200']]);
  });
  test.each([
    ['2026-02-28', 'past maturity'],
    ['2026-03-01', '0–3'],
    ['2026-05-31', '0–3'],
    ['2026-06-01', '3–6'],
    ['2026-09-01', '6–12'],
    ['2027-03-01', '12–24'],
    ['2028-03-01', '24–60'],
    ['2031-02-28', '24–60'],
    ['2031-03-01', '60+'],
  ])('MATURITY_BUCKET of %s, on 1 March 2026, is %s', async (maturity_date, label) => {
    expect(await keysOf([{ maturity_date }], 'by: [MATURITY_BUCKET]')).toEqual([[label]]);
  });
  test('MATURITY_BUCKET, the earliest first; seen from another day, other ones', async () => {
    const loans = ['2200-01-01', '2026-07-01', '2026-01-01'].map((maturity_date) => ({ maturity_date }));
    const by = ascending('MATURITY_BUCKET');
    expect(await keysOf(loans, by)).toEqual([['past maturity'], ['3–6'], ['60+']]);
    expect(await keysOf(loans, by, ', asOf: "2026-07-01"')).toEqual([['past maturity'], ['0–3'], ['60+']]);
  });
  test.each(['0001-01-01', '9999-12-31'])('MATURITY_BUCKET and the clock on %s', async (asOf) => {
    const label = asOf < '2000' ? '60+' : 'past maturity';
    expect(await keysOf([{}], 'by: [MATURITY_BUCKET]', `, asOf: "${asOf}"`)).toEqual([[label]]);
  });

  test('PORTFOLIO, by its id, the oldest first', async () => {
    const keys = [await addPortfolio(db, lender, [{}]), await addPortfolio(db, lender, [{}])];
    const { groups } = await breakdownOf(keys.toReversed(), ascending('PORTFOLIO'), '', 'groups { keys }');
    expect(groups).toEqual(keys.map((key) => ({ keys: [toGlobalId('Portfolio', key)] })));
  });

  test('of several dimensions stand in the order of `by`', async () => {
    const loans = [{ country: 'UK' }, { country: null }, { sector: 'Energy', country: 'UK' }];
    expect(await keysOf(loans, ascending('SECTOR, COUNTRY'))).toEqual([
      ['Energy', 'UK'],
      ['Retail', 'UK'],
      ['Retail', null],
    ]);
    expect(await keysOf(loans, ascending('COUNTRY, SECTOR'))).toEqual([
      ['UK', 'Energy'],
      ['UK', 'Retail'],
      [null, 'Retail'],
    ]);
  });
  test('that are missing make one group, not one for each loan', async () => {
    expect(await keysOf([{}, {}], 'by: [COUNTRY, BORROWER_GROUP, CREDIT_RATING]')).toEqual([
      [null, null, null],
    ]);
  });
});
