import { LOAN_COLUMNS } from '../../../../src/subgraphs/credit/loan/loan-columns.ts';

test('the columns that the format promises', () => {
  expect([...LOAN_COLUMNS.required].sort().join()).toBe(
    'amount,borrower,credit_rating,loan_id,maturity_date,rate,sector,status',
  );
  expect([...LOAN_COLUMNS.optional].sort().join()).toBe(
    'borrower_group,country,debt_to_equity,interest_coverage,leverage_ratio',
  );
});
