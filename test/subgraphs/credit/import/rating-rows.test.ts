import { parseRatingRow } from '../../../../src/subgraphs/credit/import/rating-rows.ts';

const row = (loan_id: string, snapshot_date: string, credit_rating: string) =>
  parseRatingRow({ loan_id, snapshot_date, credit_rating });

test.each([
  ['bbb-', 'BBB-'],
  [' nr ', 'NR'],
  ['D', 'D'],
])('the rating %j is %s', (text, creditRating) => {
  expect(row(' L1 ', '2024-02-29', text)).toEqual({
    values: { loanId: 'L1', snapshotDate: '2024-02-29', creditRating },
    complaints: [],
  });
});

test('all complaints, each with its field', () => {
  const { values, complaints } = row('x'.repeat(51), '2023-02-29', '');
  expect(values).toBeNull();
  expect(complaints.map(({ field, code }) => `${field} ${code}`)).toEqual([
    'loanId TOO_LONG',
    'snapshotDate INVALID_DATE',
    'creditRating REQUIRED',
  ]);
});

test.each([
  ['1899-12-31', 'OUT_OF_RANGE'],
  ['2201-01-01', 'OUT_OF_RANGE'],
])('no snapshot on %s', (day, code) => expect(row('L1', day, 'A').complaints[0]?.code).toBe(code));

test('a rating of another agency is named', () => {
  expect(row('L1', '2024-01-01', 'Baa1').complaints).toEqual([
    {
      field: 'creditRating',
      code: 'UNKNOWN_RATING',
      message: '"Baa1" is not a rating: AAA, AA+ … C, D, or NR for a withdrawn one',
    },
  ]);
});
