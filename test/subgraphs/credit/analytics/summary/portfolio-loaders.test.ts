import { load } from '../../../../../src/platform/graphql/context.ts';
import { averageRatingByPortfolioKeyLoader } from '../../../../../src/subgraphs/credit/analytics/summary/average-rating.loader.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addLender, addPortfolio, contextOf, type Lender } from '../book.ts';

const db = useTestDatabase();
let lender: Lender;
let book: string;
let empty: string;
let foreign: string;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  // BBB 360 · 100 + B 2720 · 300 = 852,000 over 400 is 2130, nearest to B+ (2220).
  book = await addPortfolio(db, lender, [
    { amount: '100', credit_rating: 'BBB' },
    { amount: '300.50', credit_rating: null },
    { amount: '300', credit_rating: 'B' },
  ]);
  empty = await addPortfolio(db, lender);
  foreign = await addPortfolio(db, await addLender(db, 'south'), [{ credit_rating: 'AAA' }]);
});

test('the average rating of many portfolios in one statement', async () => {
  const context = contextOf(db, lender);
  let ratings: unknown;
  const statements = await statementsDuring(db.orm, async () => {
    ratings = await Promise.all(
      [book, empty, foreign].map((key) => load(context, averageRatingByPortfolioKeyLoader, key)),
    );
  });
  expect(statements).toHaveLength(1);
  expect(ratings).toEqual(['B+', null, null]);
});
