import { parseString } from 'fast-csv';
import { DEFAULT_RATES } from '../../src/demo/default-rates.ts';
import { demoBooks } from '../../src/demo/demo-book.ts';
import { defaultRatesCsv, loansCsv, ratingHistoryCsv } from '../../src/demo/demo-csv.ts';
import { RATING_FIELDS } from '../../src/subgraphs/credit/import/rating-format.ts';
import { readRow } from '../../src/subgraphs/credit/import/read-row.ts';
import { LOAN_FIELDS, type LoanField, parseLoanFields } from '../../src/subgraphs/credit/loan/loan-fields.ts';
import { CREDIT_RATINGS } from '../../src/subgraphs/credit/rating/rating-scale.ts';

const books = demoBooks('2026-03-15');
const FIELDS = Object.keys(LOAN_FIELDS) as LoanField[];

const rowsOf = (text: string): Promise<Record<string, string>[]> =>
  parseString(text, { headers: true, strictColumnHandling: true }).toArray();

test.each(
  books.map((book) => [book.plan.name, book] as const),
)('%s: every row is a loan, and the one that was drawn', async (_name, book) => {
  const rows = await rowsOf(loansCsv(book));
  const parsed = rows.map((row) =>
    parseLoanFields(Object.fromEntries(FIELDS.map((field) => [field, row[LOAN_FIELDS[field].column]]))),
  );
  expect(parsed.flatMap(({ complaints }) => complaints)).toEqual([]);
  const numbers = (loan: object | null) => ({
    ...loan,
    ...shortened(loan as Record<string, string | null>),
  });
  expect(parsed.map(({ values }) => numbers(values))).toEqual(book.loans.map(numbers));
});

/** `5.10` and `5.1` are the same rate. */
const shortened = (loan: Record<string, string | null>) =>
  Object.fromEntries(
    ['rate', 'debtToEquity', 'interestCoverage', 'leverageRatio'].map((field) => [
      field,
      loan[field] === null ? null : Number(loan[field]),
    ]),
  );

test.each(
  books.map((book) => [book.plan.name, book] as const),
)('%s: every row of the history is a snapshot', async (_name, book) => {
  const rows = await rowsOf(ratingHistoryCsv(book));
  expect(rows.map((cells, index) => readRow(RATING_FIELDS, { row: index + 1, cells }))).toEqual(
    book.history.map((snapshot) => ({ values: Object.values(snapshot), faults: [] })),
  );
});

test('default rates: all 22 grades, worse from line to line, D certain', async () => {
  expect(await rowsOf(defaultRatesCsv())).toHaveLength(22);
  expect(DEFAULT_RATES.map(([grade]) => grade)).toEqual([...CREDIT_RATINGS]);
  for (const [at, [, probability, recovery, weight]] of DEFAULT_RATES.entries()) {
    const [, betterProbability, betterRecovery, betterWeight] = DEFAULT_RATES[at - 1] ?? ['', 0, 1, 0];
    expect(probability).toBeGreaterThan(betterProbability);
    expect(recovery).toBeLessThanOrEqual(betterRecovery);
    expect(weight).toBeGreaterThanOrEqual(betterWeight);
  }
  expect(DEFAULT_RATES.at(-1)).toEqual(['D', 1, 0.25, 1.5]);
});
