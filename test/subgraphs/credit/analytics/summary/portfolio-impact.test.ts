import type { Kysely } from 'kysely';
import {
  impactFrom,
  impactOf,
} from '../../../../../src/subgraphs/credit/analytics/summary/portfolio-impact.rows.ts';
import type { CreditTables } from '../../../../../src/subgraphs/credit/entities.ts';
import { statementsDuring } from '../../../../support/count-statements.ts';
import { useTestDatabase } from '../../../../support/database.ts';
import { addDefaultRate, addLender, addPortfolio, type Lender, type LoanRow } from '../book.ts';

const db = useTestDatabase();
let lender: Lender;
beforeAll(async () => {
  lender = await addLender(db, 'north');
  await addDefaultRate(db, lender, ['BBB', '0.002', '0.45', '0.75']);
  await addDefaultRate(db, lender, ['B', '0.05', '0.4', '1.5']);
  await addDefaultRate(db, await addLender(db, 'south'), ['CC', '0.5', '0.1', '3']);
});

const database = () => db.orm.em.getKysely() as unknown as Kysely<CreditTables>;
const impactOfLoans = async (loans: LoanRow[]) =>
  impactOf(database(), await addPortfolio(db, lender, loans), lender.tenantKey);

test('risk over rated loans only, concentration over borrowers', async () => {
  // EL: 1000 · 0.002 · 0.55 = 1.1, 500 · 0.05 · 0.6 = 15. RWA: 750 + 750.
  // Acme owes 1500 of 2000, Bolt 500: HHI 0.75² + 0.25² = 0.625.
  const impact = await impactOfLoans([
    { amount: '1000', credit_rating: 'BBB' },
    { amount: '500', credit_rating: null },
    { amount: '500', credit_rating: 'B', borrower: 'Bolt' },
  ]);
  expect(impact).toEqual({
    loanCount: 3,
    totalExposure: '2000.00',
    expectedLoss: '16.10',
    riskWeightedAssets: '1500.00',
    singleNameHhi: 0.625,
  });
});

test('a grade that the table lacks is unrated, even if another tenant has it', async () => {
  expect(await impactOfLoans([{ credit_rating: 'CC' }])).toMatchObject({
    totalExposure: '100.00',
    expectedLoss: '0.00',
    riskWeightedAssets: '0.00',
    singleNameHhi: 1,
  });
});

test('an empty portfolio', async () => {
  expect(await impactOfLoans([])).toEqual({
    loanCount: 0,
    totalExposure: '0.00',
    expectedLoss: '0.00',
    riskWeightedAssets: '0.00',
    singleNameHhi: null,
  });
});

test("another tenant's key finds nothing", async () => {
  const key = await addPortfolio(db, lender, [{}]);
  expect(await impactOf(database(), key, '999999')).toMatchObject({ loanCount: 0 });
});

test('one statement, which sees what its transaction has not committed', async () => {
  const key = await addPortfolio(db, lender, [{}]);
  const seen: number[] = [];
  const statements = await statementsDuring(db.orm, async () => {
    await database()
      .transaction()
      .execute(async (transaction) => {
        await transaction.deleteFrom('loans').where('portfolio_id', '=', key).execute();
        seen.push((await impactOf(transaction, key, lender.tenantKey)).loanCount);
      });
  });
  expect(seen).toEqual([0]);
  expect(statements).toHaveLength(4);
});

test('halves go to the even digit', () => {
  const sums = {
    loanCount: 1,
    exposure: '1',
    squares: '1',
    expectedLoss: '0.125',
    riskWeightedAssets: '0.375',
  };
  expect(impactFrom(sums)).toMatchObject({ expectedLoss: '0.12', riskWeightedAssets: '0.38' });
});
